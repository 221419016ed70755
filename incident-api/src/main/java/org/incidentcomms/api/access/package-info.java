/**
 * Authentication, rate limits, the audit trail and idempotency.
 *
 * <p>Belongs here: the caller, the groups, rate limits, the audit trail, idempotency keys. Does not belong here: the
 * meaning of a call.
 */
@NullMarked
package org.incidentcomms.api.access;

import org.jspecify.annotations.NullMarked;
