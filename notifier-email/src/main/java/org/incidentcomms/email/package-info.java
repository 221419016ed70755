/**
 * The mail channel: tells subscribers what the event log says.
 *
 * <p>Here is only {@link org.incidentcomms.email.EmailChannel}, which joins the features: who ({@code subscriber}), what
 * ({@code message}), how it travels ({@code smtp}). The features do not know each other.
 */
@NullMarked
package org.incidentcomms.email;

import org.jspecify.annotations.NullMarked;
