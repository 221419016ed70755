/**
 * Doing things at set times, once, however many replicas there are.
 *
 * <p>Belongs here: waking up on time, trying again, what metrics and health tell of it. Does not belong here: what there is
 * to do, and how it is claimed.
 */
@NullMarked
package org.incidentcomms.api.scheduling;

import org.jspecify.annotations.NullMarked;
