/**
 * A faulty network: a TCP proxy that stops forwarding without closing.
 *
 * <p>Handles bytes only, independent of protocol and service.
 */
@NullMarked
package org.incidentcomms.bench.proxy;

import org.jspecify.annotations.NullMarked;
