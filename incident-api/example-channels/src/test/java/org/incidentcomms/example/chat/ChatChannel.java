package org.incidentcomms.example.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.http.ChannelHttpClient;
import org.incidentcomms.kit.http.HttpClientSettings;
import org.incidentcomms.kit.http.HttpFailures;
import org.incidentcomms.kit.http.HttpReply;
import org.incidentcomms.kit.http.OutboundRequest;
import org.incidentcomms.kit.wording.AnnouncementContent;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.TextLayout;
import org.incidentcomms.kit.wording.Weigher;
import org.incidentcomms.kit.wording.WindowLine;
import org.incidentcomms.service.markdown.Markdown;

/**
 * A chat room with an incoming webhook. Nobody can ask the room what it has, so a message whose reply was lost is posted
 * again: readers may see the same text twice, but none too few.
 */
@Singleton
class ChatChannel implements Channel<Recipient.Single> {
    static final String NAME = "chat";

    private static final int LONGEST_TEXT = 4000;
    private static final HttpFailures FAILURES = HttpFailures.of("The chat");

    private final URI webhook;
    private final Company company;
    private final Clock clock;
    private final ChannelHttpClient http;

    ChatChannel(
            @ConfigProperty(name = "chat.webhook.url") URI webhook,
            @ConfigProperty(name = "outbound.proxy") Optional<String> proxy,
            Company company,
            Clock clock) {
        this.webhook = webhook;
        this.company = company;
        this.clock = clock;
        this.http = new ChannelHttpClient(
                HttpClientSettings.of("incidentcomms-notifier-chat").through(proxy));
    }

    @Override
    public String destination() {
        return NAME;
    }

    @Override
    public Audience audience(PublishedEvent event) {
        return Audience.ONE;
    }

    @Override
    public List<Recipient.Single> recipients(PublishedEvent event, long firstId, long lastId) {
        return firstId <= 1 && lastId >= 1 ? List.of(Recipient.Single.ONLY) : List.of();
    }

    @Override
    public Preview preview(PublishedEvent event) {
        TextLayout.Fitted text = text(event);
        List<String> warnings = text.whole() ? List.of() : List.of("shortened to " + LONGEST_TEXT + " characters");
        return new Preview(NAME, 1, Map.of("text", text.text()), warnings, null);
    }

    @Override
    public void compose(Delivery<Recipient.Single> delivery) {
        TextLayout.Fitted unused = text(delivery.event());
    }

    @Override
    public DeliveryResult deliver(Delivery<Recipient.Single> delivery) {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("text", text(delivery.event()).text())
                .toString();
        HttpReply reply;
        try {
            reply = http.send(OutboundRequest.postJson(webhook, json));
        } catch (IOException lost) {
            return FAILURES.ofException(lost);
        }
        return reply.isSuccess() ? DeliveryResult.delivered() : FAILURES.ofReply(reply, clock.instant());
    }

    @Override
    public DeliveryResult settle(Delivery<Recipient.Single> delivery) {
        return deliver(delivery);
    }

    private TextLayout.Fitted text(PublishedEvent event) {
        AnnouncementContent tidings = new AnnouncementContent((Announcement) event.data(), company);
        String link = tidings.link().toString();
        return ownText(tidings)
                .map(own -> new TextLayout("", TextLayout.NO_WINDOW, own, "", link))
                .orElseGet(() -> new TextLayout(
                        tidings.headline(),
                        WindowLine.of(tidings).map(WindowLine::forms).orElse(TextLayout.NO_WINDOW),
                        Markdown.toText(tidings.message()),
                        "",
                        link))
                .fit(LONGEST_TEXT, Weigher.CODE_POINTS);
    }

    /** A correction and a reminder do not use the words that were chosen for the update. */
    private static Optional<String> ownText(AnnouncementContent tidings) {
        return switch (tidings.announcement()) {
            case IncidentCorrected corrected -> Optional.empty();
            case MaintenanceReminded reminded -> Optional.empty();
            default -> tidings.update().map(Update::texts).map(texts -> texts.of(NAME));
        };
    }
}
