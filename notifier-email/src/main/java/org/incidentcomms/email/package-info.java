/**
 * The mail channel: delivers events to subscribers.
 *
 * <p>Contains what joins the features, above all {@link org.incidentcomms.email.EmailChannel}: recipients ({@code
 * subscriber}), content ({@code message}), transport ({@code smtp}). These do not depend on each other; {@code bounce}, what comes
 * back, depends on the first two.
 */
@NullMarked
package org.incidentcomms.email;

import org.jspecify.annotations.NullMarked;
