/**
 * The key pair of a local stack and the tokens signed with it.
 *
 * <p>Not used if an OpenID Connect provider issues the tokens.
 */
@NullMarked
package org.incidentcomms.local.token;

import org.jspecify.annotations.NullMarked;
