package org.incidentcomms.testkit.copy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** A mirror that exists only in tests: it puts each incident's text at an address of its own. */
public final class CopyChannel implements MirrorChannel {
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI site;
    private final String token;

    public CopyChannel(URI site, String token) {
        this.site = site;
        this.token = token;
    }

    @Override
    public String destination() {
        return "copy";
    }

    @Override
    public Preview preview(PublishedEvent event) {
        String text = copyOf(event).map(CopyChannel::text).orElse("");
        return new Preview(destination(), 1, Map.of("text", text), List.of(), null);
    }

    /** To put what is there already, and to delete what is not, changes nothing. */
    @Override
    public DeliveryResult settle(Delivery<Recipient.Single> delivery) {
        return deliver(delivery);
    }

    @Override
    public DeliveryResult deliver(Delivery<Recipient.Single> delivery) {
        String id = ((IncidentEvent) delivery.event().data()).incident().id();
        Optional<Incident> copy = copyOf(delivery.event());
        HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve(id))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + token);
        copy.ifPresentOrElse(incident -> request.PUT(BodyPublishers.ofString(text(incident))), request::DELETE);
        try {
            HttpResponse<Void> response = client.send(request.build(), BodyHandlers.discarding());
            int status = response.statusCode();
            Scope scope = status == 503 ? Scope.CHANNEL : Scope.DESTINATION;
            return status / 100 == 2
                    ? DeliveryResult.delivered(site.resolve(id).toString())
                    : DeliveryResult.retry(FailureReason.TEMPORARY, scope, "status " + status);
        } catch (ConnectException e) {
            return DeliveryResult.retry(FailureReason.UNREACHABLE, Scope.CHANNEL, "no connection");
        } catch (IOException e) {
            return DeliveryResult.uncertain(FailureReason.CONNECTION_LOST, Scope.DESTINATION, "no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DeliveryResult.uncertain(FailureReason.CONNECTION_LOST, Scope.DESTINATION, "interrupted");
        }
    }

    private static String text(Incident incident) {
        StringBuilder text = new StringBuilder(incident.title()).append(": ").append(incident.status());
        incident.updates().forEach(update -> text.append('\n').append(update.message()));
        return incident.postmortem() == null
                ? text.toString()
                : text.append('\n').append(incident.postmortem().body()).toString();
    }
}
