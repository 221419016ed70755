package org.incidentcomms.api.delivery;

import java.util.List;

/**
 * One message of a stream: all there is to know of an incident's deliveries at that moment.
 *
 * @param version of the incident, so that whoever watches sees that something was said meanwhile
 */
record DeliverySnapshot(long version, List<DeliveryView> items) {}
