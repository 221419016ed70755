/**
 * The delivery status of each update on each channel.
 *
 * <p>Belongs here: reading delivery reports, showing them, requesting a retry or a stop. Does not belong here:
 * delivering.
 */
@NullMarked
package org.incidentcomms.api.delivery;

import org.jspecify.annotations.NullMarked;
