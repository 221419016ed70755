package org.incidentcomms.api.incident;

import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.jspecify.annotations.Nullable;

/** The operator's content of one update, for any type of update. */
public record UpdateContent(
        String message,
        @Nullable String headline,
        @Nullable String author,
        @Nullable NotifyChoice notified,
        @Nullable ChannelTextsInput texts) {}
