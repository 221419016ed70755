/**
 * Automatic actions of a maintenance: when they are due, and which remain after a manual change or an outage of the
 * service.
 *
 * <p>Belongs here: the plan, its actions, the decisions about them, without side effects, and their storage. Does not
 * belong here: executing an action, which is a change of the maintenance like any other.
 */
@NullMarked
package org.incidentcomms.api.maintenance.schedule;

import org.jspecify.annotations.NullMarked;
