/**
 * Threads that live as long as the service.
 *
 * <p>Does not belong here: what they do.
 */
@NullMarked
package org.incidentcomms.service.loop;

import org.jspecify.annotations.NullMarked;
