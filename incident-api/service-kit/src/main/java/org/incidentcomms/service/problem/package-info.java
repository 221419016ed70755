/**
 * Errors in RFC 9457's format: one exception, one title for each status, {@code violations} that name the field.
 *
 * <p>Does not belong here: when something is an error.
 */
@NullMarked
package org.incidentcomms.service.problem;

import org.jspecify.annotations.NullMarked;
