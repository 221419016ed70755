/** What the kernel counts for a process. Linux only. */
@NullMarked
package org.incidentcomms.bench.process;

import org.jspecify.annotations.NullMarked;
