/**
 * The one error format: RFC 9457 problem+json with named fields.
 *
 * <p>Belongs here: making problems and turning failures into them. Does not belong here: any rule of a feature.
 */
@NullMarked
package org.incidentcomms.api.problem;

import org.jspecify.annotations.NullMarked;
