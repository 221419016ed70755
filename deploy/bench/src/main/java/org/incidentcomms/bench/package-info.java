/**
 * Measures a whole stack from outside: how fast an incident arrives, and that nothing is lost or told twice when parts
 * are killed, paused, cut off or away.
 *
 * <p>Each bench runs a stack of its own, with a mail server and an X stub in this process, so that all moments are
 * taken from one clock. Nothing here is part of the build's tests.
 */
@NullMarked
package org.incidentcomms.bench;

import org.jspecify.annotations.NullMarked;
