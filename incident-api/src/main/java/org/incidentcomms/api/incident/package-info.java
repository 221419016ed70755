/**
 * Incidents and their updates.
 *
 * <p>Belongs here: opening, updating, correcting and editing; storing an incident's next version with its event. Does
 * not belong here: what only a maintenance has.
 */
@NullMarked
package org.incidentcomms.api.incident;

import org.jspecify.annotations.NullMarked;
