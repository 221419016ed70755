/**
 * What a maintenance does by itself: when it is due, and what is left of it after an operator did something by hand or
 * after the service slept.
 *
 * <p>Belongs here: the plan, its transitions and the decisions about them, without side effects, and where they are kept.
 * Does not belong here: carrying a transition out, which is a step of the maintenance like any other.
 */
@NullMarked
package org.incidentcomms.api.maintenance.schedule;

import org.jspecify.annotations.NullMarked;
