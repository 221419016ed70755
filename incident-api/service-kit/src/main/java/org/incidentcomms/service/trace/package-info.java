/**
 * Traces: spans of OpenTelemetry, sent to a collector by OTLP where an endpoint is set.
 *
 * <p>Does not belong here: which steps are spans.
 */
@NullMarked
package org.incidentcomms.service.trace;

import org.jspecify.annotations.NullMarked;
