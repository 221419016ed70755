/**
 * A strict stub of the X API v2: verifies what X verifies, and responds and fails as X does.
 *
 * <p>Only the calls a status account needs are implemented. It shares no code with the services it checks: the
 * signature is implemented separately from RFC 5849, and length comes from X's own library.
 */
@NullMarked
package org.incidentcomms.testkit.x;

import org.jspecify.annotations.NullMarked;
