package org.incidentcomms.kit.channel;

import org.incidentcomms.events.PublishedEvent;

/**
 * A place that is no {@link Channel}, as nothing is delivered to it, but shows what an event says: the status page. Its
 * previews stand beside those of the channels.
 */
public interface PreviewSource {

    /** What would be seen there. Pure: same event, same preview; any type of event. */
    Preview preview(PublishedEvent event);
}
