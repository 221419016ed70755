package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.events.GroupId;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** The update list for operators. Addresses are personal data, so reading it requires the operator role too. */
@Path("/v1/subscribers")
@Tag(name = "Subscribers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "admin"})
@RunOnVirtualThread
public class SubscriberResource {
    private final Subscribers subscribers;
    private final Quarantine quarantine;
    private final JsonWebToken caller;
    private final ObjectMapper json;

    SubscriberResource(Subscribers subscribers, Quarantine quarantine, JsonWebToken caller, ObjectMapper json) {
        this.subscribers = subscribers;
        this.quarantine = quarantine;
        this.caller = caller;
        this.json = json;
    }

    /**
     * Request to add a subscriber.
     *
     * @param components component ids; empty for all
     * @param groups ids of the groups of customers it belongs to
     * @param confirmed whether the address is known to want the mails; true by default
     * @param welcome whether a new, confirmed subscriber is told by mail that the address was added, and how to leave; true
     *     by default
     * @param note such as the ticket that asked for it; the mail to welcome quotes it
     */
    public record NewSubscriber(
            @NotNull String email,
            @Nullable @Size(max = 100) List<@NotNull @Size(min = 1, max = 64) String> components,

            @Nullable @Size(max = SubscriberPatch.MOST_GROUPS) List<@NotNull @Pattern(regexp = GroupId.PATTERN, message = SubscriberPatch.GROUP) String> groups,

            @Nullable Boolean confirmed,
            @Nullable Boolean welcome,
            @Nullable @Size(max = 500) String note) {}

    /** Search by address. */
    public record Search(@NotNull String email) {}

    /** One page; {@code next_cursor} is null on the last. */
    public record Page(
            List<SubscriberView> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    /** The audit trail of one subscriber, oldest first. */
    public record History(List<ChangeLog.Change> items) {}

    @GET
    @Operation(
            summary =
                    "List subscribers, oldest first; with ?state= only those that are active, pending, paused or quarantined")
    public Page list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        if (uri.getQueryParameters().containsKey("email")) {
            throw Problems.invalid(
                    "email",
                    "must not be in the URL, which proxies and access logs keep: use"
                            + " POST /v1/subscribers/search with {\"email\": …} in the body");
        }
        List<Subscriber> page = subscribers.page(afterId(cursor), limit + 1, state(state));
        boolean more = page.size() > limit;
        List<Subscriber> shown = more ? page.subList(0, limit) : page;
        return new Page(
                shown.stream().map(this::view).toList(),
                more ? cursor(shown.getLast().id()) : null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Add a subscriber and welcome it by mail; a known address answers 200 and keeps its"
                    + " choices, but is confirmed if it was pending")
    public Response add(@NotNull @Valid NewSubscriber body) {
        if (body.note() != null && body.note().indexOf('\0') >= 0) {
            throw Problems.invalid("note", "must not contain the character NUL");
        }
        SubscriberStore.Added added = subscribers.add(
                EmailAddress.ofRequest(body.email()),
                new PreferencesInput(body.components(), null, null, null)
                        .validated()
                        .components(),
                body.groups() == null
                        ? List.of()
                        : body.groups().stream().distinct().toList(),
                body.confirmed() == null || body.confirmed(),
                body.welcome() == null || body.welcome(),
                body.note(),
                caller.getName());
        SubscriberView item = view(added.subscriber());
        return added.isNew()
                ? Response.created(URI.create("/v1/subscribers/" + item.id()))
                        .entity(item)
                        .build()
                : Response.ok(item).build();
    }

    /** A POST, because an address is personal data and the URL of a GET ends up in the logs of every proxy. */
    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Find the subscriber with this address, in any spelling; returns no items if there is none")
    public Page search(@NotNull @Valid Search body) {
        return new Page(
                subscribers.find(EmailAddress.ofRequest(body.email())).map(this::view).stream()
                        .toList(),
                null);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Get one subscriber; ETag is its version")
    public Response get(@PathParam("id") long id) {
        return tagged(subscribers.find(id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change state (active, paused), components, events, groups, language, time_zone or note"
                    + " (RFC 7396); If-Match is honoured")
    public Response change(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, byte[] body) {
        return tagged(
                subscribers.change(id, new SubscriberPatch(object(body)), new IfMatch(ifMatch), caller.getName()));
    }

    @POST
    @Path("/{id}/reactivate")
    @Operation(
            summary =
                    "Lift a quarantine: the subscriber gets mails again, or is paused again if it was when the quarantine"
                            + " began. 200 also if it is active; 409 if it is pending, or paused and not in quarantine")
    public SubscriberView reactivate(@PathParam("id") long id) {
        Quarantine.Reactivation reactivation =
                quarantine.reactivate(id, caller.getName()).orElseThrow(() -> Problems.notFound("subscriber"));
        Subscriber subscriber = reactivation.subscriber();
        if (!reactivation.isLifted() && subscriber.state() != Subscriber.State.ACTIVE) {
            throw Problems.conflict(
                    "state",
                    "is " + subscriber.state().wire()
                            + "; only a quarantine can be lifted. PATCH the state to change it");
        }
        return view(subscriber);
    }

    @GET
    @Path("/{id}/history")
    @Operation(
            summary =
                    "Who changed what about a subscriber and which mails came back, oldest first; changes also after it"
                            + " was removed. Contains no address")
    public History history(@PathParam("id") long id) {
        return new History(subscribers.history(id));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a subscriber and forget the address; If-Match is honoured")
    public Response remove(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        if (!subscribers.remove(id, new IfMatch(ifMatch), caller.getName())) {
            throw Problems.notFound("subscriber");
        }
        return Response.noContent().build();
    }

    private Response tagged(Optional<Subscribers.Versioned> found) {
        Subscribers.Versioned versioned = found.orElseThrow(() -> Problems.notFound("subscriber"));
        return Response.ok(view(versioned.subscriber()))
                .header(HttpHeaders.ETAG, IfMatch.etag(versioned.version()))
                .build();
    }

    private SubscriberView view(Subscriber subscriber) {
        return SubscriberView.of(subscriber, quarantine.entry(subscriber).orElse(null));
    }

    private static Subscriber.@Nullable State state(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        return Arrays.stream(Subscriber.State.values())
                .filter(state -> state.wire().equals(name))
                .findFirst()
                .orElseThrow(() -> Problems.invalid("state", "must be one of pending, active, paused, quarantined"));
    }

    private JsonNode object(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            // as below; its message would quote the body
        }
        throw Problems.unreadable("the body must be a JSON object");
    }

    private static String cursor(long id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(id).getBytes(StandardCharsets.US_ASCII));
    }

    private static long afterId(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("cursor", "must be the next_cursor of an earlier response");
        }
    }
}
