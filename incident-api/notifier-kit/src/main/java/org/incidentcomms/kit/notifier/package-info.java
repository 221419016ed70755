/**
 * Assembles a notifier: feed, workers, reporter and housekeeping around the given channels. The only package that knows
 * all the others; plain Java, so that tests can start and stop any number.
 */
@NullMarked
package org.incidentcomms.kit.notifier;

import org.jspecify.annotations.NullMarked;
