/**
 * Supervises the parts of a stack as processes: starts, watches, restarts and stops them in order, and leaves no
 * orphans.
 *
 * <p>Which parts exist is defined by {@code LocalStack}, not here.
 */
@NullMarked
package org.incidentcomms.local.part;

import org.jspecify.annotations.NullMarked;
