/**
 * Alarms to the operators' own webhook: what somebody must look at, such as a promised update that is overdue.
 *
 * <p>Belongs here: finding these conditions and telling each once. Does not belong here: anything told to customers.
 */
@NullMarked
package org.incidentcomms.api.alarm;

import org.jspecify.annotations.NullMarked;
