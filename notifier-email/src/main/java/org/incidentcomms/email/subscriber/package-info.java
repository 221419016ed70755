/**
 * Who is told: the update list, how operators keep it, and how people leave it.
 *
 * <p>Addresses live here and nowhere else; nothing in this package logs one. What is sent to them does not belong here.
 */
@NullMarked
package org.incidentcomms.email.subscriber;

import org.jspecify.annotations.NullMarked;
