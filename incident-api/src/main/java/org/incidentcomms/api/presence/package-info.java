/**
 * Who is looking at an incident or writing about it at this moment, so that operators do not say the same thing twice.
 *
 * <p>Belongs here: names of operators for half a minute. Does not belong here: anything that customers see, or that is kept.
 */
@NullMarked
package org.incidentcomms.api.presence;

import org.jspecify.annotations.NullMarked;
