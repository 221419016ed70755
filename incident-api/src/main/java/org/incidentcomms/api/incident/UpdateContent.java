package org.incidentcomms.api.incident;

import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.jspecify.annotations.Nullable;

/** What an operator says in one update, whatever the occasion. */
public record UpdateContent(
        String message,
        @Nullable String headline,
        @Nullable String author,
        @Nullable NotifyChoice notified,
        @Nullable ChannelTextsInput texts) {}
