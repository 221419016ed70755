/**
 * How measurements leave the process: in a format with exemplars, which lead from a bar of a histogram to a trace.
 *
 * <p>Does not belong here: what is measured.
 */
@NullMarked
package org.incidentcomms.service.metrics;

import org.jspecify.annotations.NullMarked;
