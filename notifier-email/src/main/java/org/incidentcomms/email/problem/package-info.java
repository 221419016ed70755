/**
 * Errors as RFC 9457 tells them: one format, with {@code violations} that name the field.
 *
 * <p>What is wrong with a subscriber or a link is decided in their feature; here is only how it is said.
 */
@NullMarked
package org.incidentcomms.email.problem;

import org.jspecify.annotations.NullMarked;
