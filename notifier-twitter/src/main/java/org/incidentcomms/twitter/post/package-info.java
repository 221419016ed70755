/**
 * What is posted: composing the text, keeping an incident's posts one thread, and remembering what became of each.
 *
 * <p>Does not belong here: how X is called and what its answers mean ({@code gateway}), and when a post's turn comes
 * (the notifier kit).
 */
@NullMarked
package org.incidentcomms.twitter.post;

import org.jspecify.annotations.NullMarked;
