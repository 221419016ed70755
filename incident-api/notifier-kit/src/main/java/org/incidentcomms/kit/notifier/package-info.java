/**
 * A notifier put together: feed, workers, reporter and housekeeping around the channels it is given. The one place that
 * knows all the others; plain Java, so that tests start and stop as many as they like.
 */
@NullMarked
package org.incidentcomms.kit.notifier;

import org.jspecify.annotations.NullMarked;
