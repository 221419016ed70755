package org.incidentcomms.example.copy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.http.ChannelHttpClient;
import org.incidentcomms.kit.http.HttpClientSettings;
import org.incidentcomms.kit.http.HttpFailures;
import org.incidentcomms.kit.http.HttpReply;
import org.incidentcomms.kit.http.OutboundRequest;

/** A site that keeps the text of each incident at a path of its own. To write the same twice changes nothing. */
@Singleton
public class CopyChannel implements MirrorChannel {
    static final String NAME = "copy";

    private static final int LOCKED = 423;
    private static final HttpFailures FAILURES = HttpFailures.of("The site").whenRepeatable();

    private final ChannelHttpClient http = new ChannelHttpClient(HttpClientSettings.of("incidentcomms-copy"));
    private final URI site;
    private final String token;
    private final Clock clock;

    /** {@code site} ends in a slash. */
    @Inject
    public CopyChannel(
            @ConfigProperty(name = "copy.site.url") URI site,
            @ConfigProperty(name = "copy.site.token") String token,
            Clock clock) {
        this.site = site;
        this.token = token;
        this.clock = clock;
    }

    @Override
    public String destination() {
        return NAME;
    }

    @Override
    public Preview preview(PublishedEvent event) {
        String text = copyOf(event).map(CopyChannel::text).orElse("");
        return new Preview(NAME, 1, Map.of("text", text), List.of(), null);
    }

    @Override
    public DeliveryResult deliver(Delivery<Recipient.Single> delivery) {
        URI page = site.resolve(
                ((IncidentEvent) delivery.event().data()).incident().id());
        String text = copyOf(delivery.event()).map(CopyChannel::text).orElse(null);
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        HttpReply reply;
        try {
            reply = http.send(new OutboundRequest(text == null ? "DELETE" : "PUT", page, headers, text));
        } catch (IOException lost) {
            return FAILURES.ofException(lost);
        }
        if (reply.isSuccess()) {
            return DeliveryResult.delivered(page.toString());
        }
        return reply.status() == LOCKED
                ? DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "the page is locked")
                : FAILURES.ofReply(reply, clock.instant());
    }

    private static String text(Incident incident) {
        StringBuilder text = new StringBuilder(incident.title()).append(": ").append(incident.status());
        incident.updates().forEach(update -> text.append('\n').append(update.message()));
        Optional.ofNullable(incident.postmortem())
                .ifPresent(postmortem -> text.append('\n').append(postmortem.body()));
        return text.toString();
    }
}
