/**
 * The key pair of a local stack and the tokens signed with it.
 *
 * <p>Where an OpenID Connect provider issues the tokens, nothing of this is used.
 */
@NullMarked
package org.incidentcomms.local.token;

import org.jspecify.annotations.NullMarked;
