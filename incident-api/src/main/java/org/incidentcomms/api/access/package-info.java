/**
 * Who may call and how often, who did what, and what was answered before.
 *
 * <p>Belongs here: the caller, the groups, rate limits, the audit trail, idempotency keys. Does not belong here: deciding what a call
 * means.
 */
@NullMarked
package org.incidentcomms.api.access;

import org.jspecify.annotations.NullMarked;
