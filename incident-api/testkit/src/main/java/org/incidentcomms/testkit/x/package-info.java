/**
 * A strict stand-in for the X API v2: it verifies what X verifies, says what X says, and fails as X fails.
 *
 * <p>Only the calls a status account needs are here. Nothing of ours is used to check ours: the signature is computed
 * anew from RFC 5849, and length comes from X's own library.
 */
@NullMarked
package org.incidentcomms.testkit.x;

import org.jspecify.annotations.NullMarked;
