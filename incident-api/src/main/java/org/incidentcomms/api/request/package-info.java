/**
 * From bytes to a validated command.
 *
 * <p>Belongs here: strict JSON, merge patches, constraints on texts and paging. Does not belong here:
 * the request records of a feature.
 */
@NullMarked
package org.incidentcomms.api.request;

import org.jspecify.annotations.NullMarked;
