/**
 * The mail channel: delivers events to subscribers.
 *
 * <p>Contains only {@link org.incidentcomms.email.EmailChannel}, which joins the features: recipients ({@code
 * subscriber}), content ({@code message}), transport ({@code smtp}). The features do not depend on each other.
 */
@NullMarked
package org.incidentcomms.email;

import org.jspecify.annotations.NullMarked;
