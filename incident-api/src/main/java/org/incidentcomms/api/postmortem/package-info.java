/**
 * The analysis of an ended incident or maintenance.
 *
 * <p>Belongs here: the draft, and publishing and withdrawing it. Does not belong here: its presentation on a channel.
 */
@NullMarked
package org.incidentcomms.api.postmortem;

import org.jspecify.annotations.NullMarked;
