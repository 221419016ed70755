/**
 * What each channel would send, before anything is sent.
 *
 * <p>Belongs here: making the event as it would be, and asking each notifier. Does not belong here: any wording; that is
 * each notifier's own.
 */
@NullMarked
package org.incidentcomms.api.preview;

import org.jspecify.annotations.NullMarked;
