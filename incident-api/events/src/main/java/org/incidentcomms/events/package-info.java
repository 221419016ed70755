/**
 * The published contract: the events on the topics {@code status-events} and {@code delivery-reports}.
 *
 * <p>Belongs here: the events as records bound to the JSON Schemas in {@code schema/}, and the codec between them and
 * CloudEvents 1.0 in binary mode. Does not belong here: anything of a service, a broker or a database; this package
 * imports nothing of ours.
 */
@NullMarked
package org.incidentcomms.events;

import org.jspecify.annotations.NullMarked;
