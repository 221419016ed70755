/**
 * The parts of a stack as processes: started, awaited, watched, started again, stopped in order, never orphaned.
 *
 * <p>Nothing here knows which parts there are; that is {@code LocalStack}'s business.
 */
@NullMarked
package org.incidentcomms.local.part;

import org.jspecify.annotations.NullMarked;
