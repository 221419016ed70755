/**
 * Errors of the notifiers' own calls as RFC 9457 tells them: one format, with {@code violations} that name the field.
 *
 * <p>What is wrong is decided in the feature it concerns; here is only how it is said.
 */
@NullMarked
package org.incidentcomms.kit.problem;

import org.jspecify.annotations.NullMarked;
