/**
 * Texts written beforehand, with variables.
 *
 * <p>Belongs here: keeping templates and filling request bodies from them. Does not belong here: what the filled bodies
 * do.
 */
@NullMarked
package org.incidentcomms.api.template;

import org.jspecify.annotations.NullMarked;
