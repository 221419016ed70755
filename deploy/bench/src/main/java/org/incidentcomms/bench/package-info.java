/**
 * Benchmarks of a whole stack from outside: latency, and that nothing is lost or duplicated when parts are killed,
 * paused, cut off or down.
 *
 * <p>Each bench runs its own stack, with a mail server and an X stub in this process, so that all times come from one
 * clock. Nothing here is part of the build's tests.
 */
@NullMarked
package org.incidentcomms.bench;

import org.jspecify.annotations.NullMarked;
