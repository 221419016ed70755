/**
 * Verifies the bearer tokens of callers.
 *
 * <p>Belongs here: the public key or JWKS that tokens are verified with, where it comes from, and what callers are told
 * when a token cannot be verified. Does not belong here: what a caller may do.
 */
@NullMarked
package org.incidentcomms.service.jwt;

import org.jspecify.annotations.NullMarked;
