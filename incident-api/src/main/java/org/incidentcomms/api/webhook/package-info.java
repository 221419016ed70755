/**
 * Webhooks for alerting systems.
 *
 * <p>Belongs here: reading alerts, and keeping a draft of them until an operator decides. Does not belong here:
 * notifying customers, which requires an operator to publish the draft.
 */
@NullMarked
package org.incidentcomms.api.webhook;

import org.jspecify.annotations.NullMarked;
