/**
 * The only error format: RFC 9457 problem+json with named fields.
 *
 * <p>Belongs here: creating problems and mapping failures to them. Does not belong here: any rule of a feature.
 */
@NullMarked
package org.incidentcomms.api.problem;

import org.jspecify.annotations.NullMarked;
