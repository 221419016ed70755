/**
 * Errors of the notifiers' own API in RFC 9457's format, with {@code violations} that name the field.
 *
 * <p>Each feature decides what is an error; this package only formats it.
 */
@NullMarked
package org.incidentcomms.kit.problem;

import org.jspecify.annotations.NullMarked;
