/** A real Prometheus beside the stack, and what the dashboards and alerts show on it. */
@NullMarked
package org.incidentcomms.bench.metrics;

import org.jspecify.annotations.NullMarked;
