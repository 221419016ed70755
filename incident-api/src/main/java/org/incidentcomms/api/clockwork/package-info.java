/**
 * What happens by itself at a set time.
 *
 * <p>Belongs here: waking up on time, going on after failures, and telling how late things are. Does not belong here: what
 * is due, where that is kept and what it does; that is each feature's own {@code Timetable}.
 */
@NullMarked
package org.incidentcomms.api.clockwork;

import org.jspecify.annotations.NullMarked;
