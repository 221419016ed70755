/**
 * Reading {@code status-events}: the consumer's settings and {@link org.incidentcomms.kit.log.EventLog}, which needs
 * neither a group nor a database.
 *
 * <p>Does not belong here: the processing of an event.
 */
@NullMarked
package org.incidentcomms.kit.log;

import org.jspecify.annotations.NullMarked;
