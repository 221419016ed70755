/**
 * A network that fails: a TCP proxy that stops forwarding without closing.
 *
 * <p>Knows bytes only, no protocol and no service.
 */
@NullMarked
package org.incidentcomms.bench.proxy;

import org.jspecify.annotations.NullMarked;
