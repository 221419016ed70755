package org.incidentcomms.kit.quarkus;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.UnsupportedEventTypeException;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.PreviewSource;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.ChannelStateStore.ChannelState;
import org.incidentcomms.kit.notifier.Notifier;
import org.jspecify.annotations.Nullable;

/** The operator's API of a notifier's channels: preview, state and resume. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ChannelsResource {
    private final NotifierLifecycle lifecycle;
    private final EventCodec codec;
    private final Instance<PreviewSource> places;

    ChannelsResource(NotifierLifecycle lifecycle, EventCodec codec, @Any Instance<PreviewSource> places) {
        this.lifecycle = lifecycle;
        this.codec = codec;
        this.places = places;
    }

    /** One channel as a whole. */
    public record ChannelView(
            String destination,
            String state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable Instant pausedUntil,
            @Nullable Instant since) {}

    /** A list without pagination. */
    public record Items<T>(List<T> items, @Nullable String nextCursor) {}

    /** Previews on each channel an event of any type, given as CloudEvents over HTTP in binary mode; sends nothing. */
    @POST
    @Path("/previews")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"operator", "admin"})
    public Items<Preview> preview(byte[] data, @Context HttpHeaders headers) {
        PublishedEvent event;
        try {
            event = codec.decode(attributes(headers), data);
        } catch (MalformedEventException | UnsupportedEventTypeException e) {
            throw new BadRequestException("not an event of this version: " + e.getMessage(), e);
        }
        List<Preview> previews = new ArrayList<>();
        channels().forEach(channel -> previews.add(previewOf(channel, event)));
        places.forEach(place -> previews.add(place.preview(event)));
        return new Items<>(previews, null);
    }

    /** A channel that is not a mirror receives announcements only. */
    private static Preview previewOf(Channel<?> channel, PublishedEvent event) {
        if (channel instanceof MirrorChannel mirror && event.data() instanceof IncidentEvent change) {
            Preview preview = mirror.preview(event);
            return mirror.copyOf(event).isPresent()
                    ? preview
                    : preview.skipped(MirrorChannel.reasonForNoCopy(change.incident()));
        }
        if (!(event.data() instanceof Announcement announcement)) {
            return new Preview(channel.destination(), 0, Map.of(), List.of(), SkipReason.NOTHING_TO_TELL);
        }
        Preview preview = channel.preview(event);
        SkipReason skipped = channel.skips(announcement);
        return skipped == null ? preview : preview.skipped(skipped);
    }

    @GET
    @Path("/channels")
    @RolesAllowed({"viewer", "operator", "admin"})
    public Items<ChannelView> list() {
        return new Items<>(
                lifecycle.notifier().map(Notifier::channelStates).orElse(Map.of()).entrySet().stream()
                        .map(entry -> view(entry.getKey(), entry.getValue()))
                        .toList(),
                null);
    }

    /** Resumes a paused or parked channel at once. */
    @POST
    @Path("/channels/{destination}/resume")
    @RolesAllowed({"operator", "admin"})
    public ChannelView resume(@PathParam("destination") String destination) {
        Notifier notifier = lifecycle.notifier().orElseThrow(NotFoundException::new);
        notifier.resume(destination);
        ChannelState state = notifier.channelStates().get(destination);
        if (state == null) {
            throw new NotFoundException("no channel " + destination);
        }
        return view(destination, state);
    }

    private List<Channel<?>> channels() {
        return lifecycle.notifier().map(Notifier::channels).orElse(List.of());
    }

    private static ChannelView view(String destination, ChannelState state) {
        String word = state.pausedUntil() == null ? "working" : state.parked() ? "parked" : "paused";
        return new ChannelView(
                destination,
                word,
                state.reason() == null ? null : state.reason().label(),
                state.detail(),
                state.pausedUntil(),
                state.since());
    }

    /** CloudEvents HTTP binding: {@code ce-id} corresponds to Kafka's {@code ce_id}. */
    private static Map<String, String> attributes(HttpHeaders headers) {
        Map<String, String> attributes = new LinkedHashMap<>();
        headers.getRequestHeaders().forEach((name, values) -> {
            String attribute = name.toLowerCase(Locale.ROOT);
            if (attribute.startsWith("ce-") && !values.isEmpty()) {
                attributes.put(attribute.replace('-', '_'), values.getFirst());
            }
        });
        return attributes;
    }
}
