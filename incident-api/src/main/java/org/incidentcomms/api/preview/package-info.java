/**
 * Previews of each channel, before anything is sent.
 *
 * <p>Belongs here: creating the event, and asking each notifier. Does not belong here: any wording, which belongs to
 * each notifier.
 */
@NullMarked
package org.incidentcomms.api.preview;

import org.jspecify.annotations.NullMarked;
