/**
 * The running stack as a caller sees it: JSON over HTTP with a token.
 *
 * <p>For the demo and the benches, which must know no more of the services than any other client does.
 */
@NullMarked
package org.incidentcomms.local.client;

import org.jspecify.annotations.NullMarked;
