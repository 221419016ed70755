package org.incidentcomms.kit.channel;

import org.incidentcomms.events.PublishedEvent;

/**
 * Shows the content of an event without being a {@link Channel}, as nothing is delivered to it: the status page. Its
 * previews are listed with those of the channels.
 */
public interface PreviewSource {

    /** Returns what would be shown. Pure: same event, same preview; any type of event. */
    Preview preview(PublishedEvent event);
}
