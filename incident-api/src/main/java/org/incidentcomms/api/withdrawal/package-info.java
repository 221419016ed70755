/**
 * Taking back what should never have been told.
 *
 * <p>Belongs here: withdrawing an incident, a maintenance or one update, with every text of it. Does not belong here: how a
 * feature loses the texts it keeps; each does that itself, as a {@code Redactable}.
 */
@NullMarked
package org.incidentcomms.api.withdrawal;

import org.jspecify.annotations.NullMarked;
