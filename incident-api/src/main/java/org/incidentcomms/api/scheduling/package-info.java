/**
 * Executes items at set times, once, with any number of replicas.
 *
 * <p>Belongs here: waking up on time, retries, metrics and health. Does not belong here: what is executed, and how it
 * is claimed.
 */
@NullMarked
package org.incidentcomms.api.scheduling;

import org.jspecify.annotations.NullMarked;
