/**
 * The operators' service.
 *
 * <p>Belongs here: beans shared by the features. Does not belong here: anything a feature could contain.
 */
@NullMarked
package org.incidentcomms.api;

import org.jspecify.annotations.NullMarked;
