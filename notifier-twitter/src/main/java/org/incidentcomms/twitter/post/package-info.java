/**
 * Posts: composing the text, keeping an incident's posts in one thread, and storing the state of each.
 *
 * <p>Calls to X and the meaning of its responses ({@code gateway}) and scheduling (the notifier kit) do not belong
 * here.
 */
@NullMarked
package org.incidentcomms.twitter.post;

import org.jspecify.annotations.NullMarked;
