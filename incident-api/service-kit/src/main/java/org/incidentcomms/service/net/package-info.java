/**
 * Addresses of the network.
 *
 * <p>Belongs here: which addresses may be connected to. Does not belong here: connections.
 */
@NullMarked
package org.incidentcomms.service.net;

import org.jspecify.annotations.NullMarked;
