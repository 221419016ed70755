/**
 * HTTP client for the running stack: JSON with a token.
 *
 * <p>Used by the demo and the benches, which may not know more of the services than any other client.
 */
@NullMarked
package org.incidentcomms.local.client;

import org.jspecify.annotations.NullMarked;
