/**
 * A third channel, which exists only here: it shows that the recipe "A new channel" in the notifier kit's README is all
 * that is needed, and what a channel is from outside, from the operator's call to the chat room.
 */
@NullMarked
package org.incidentcomms.example.chat;

import org.jspecify.annotations.NullMarked;
