/**
 * Verifies bearer tokens.
 *
 * <p>Belongs here: the public key or JWKS that tokens are verified with, its source, and the response if a token cannot
 * be verified. Does not belong here: authorization.
 */
@NullMarked
package org.incidentcomms.service.jwt;

import org.jspecify.annotations.NullMarked;
