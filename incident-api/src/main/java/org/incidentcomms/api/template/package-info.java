/**
 * Templates with variables.
 *
 * <p>Belongs here: storing templates and filling request bodies from them. Does not belong here: the effect of the
 * filled bodies.
 */
@NullMarked
package org.incidentcomms.api.template;

import org.jspecify.annotations.NullMarked;
