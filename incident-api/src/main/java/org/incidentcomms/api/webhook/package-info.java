/**
 * What machines call to tell us that something is wrong.
 *
 * <p>Belongs here: reading what an alerting system sends, and keeping a draft of it until a human has decided. Does not
 * belong here: telling anybody anything; that takes an operator who publishes the draft.
 */
@NullMarked
package org.incidentcomms.api.webhook;

import org.jspecify.annotations.NullMarked;
