/**
 * Planned maintenances and their windows.
 *
 * <p>Belongs here: announcing, rescheduling, cancelling and executing a maintenance, on what the incident package
 * stores. Does not belong here: sending anything.
 */
@NullMarked
package org.incidentcomms.api.maintenance;

import org.jspecify.annotations.NullMarked;
