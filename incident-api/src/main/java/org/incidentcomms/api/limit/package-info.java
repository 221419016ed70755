/**
 * How often somebody may call.
 *
 * <p>Belongs here: the limits per token and per address, in the memory of each replica. Does not belong here: who may call
 * what.
 */
@NullMarked
package org.incidentcomms.api.limit;

import org.jspecify.annotations.NullMarked;
