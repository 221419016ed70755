/**
 * The update list: who is on it, how operators manage it, and how subscribers leave it.
 *
 * <p>Addresses are stored only here; nothing in this package logs one. The content of mails does not belong here.
 */
@NullMarked
package org.incidentcomms.email.subscriber;

import org.jspecify.annotations.NullMarked;
