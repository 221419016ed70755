package org.incidentcomms.api.channel;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotent;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.SingleLine;
import org.jspecify.annotations.Nullable;

/** {@code /v1/channels}. */
@Path("/v1/channels")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Channels", description = "Channels of this installation")
public class ChannelResource {
    private final ChannelCatalogue catalogue;
    private final ChannelStates states;
    private final CallerProvider callers;

    ChannelResource(ChannelCatalogue catalogue, ChannelStates states, CallerProvider callers) {
        this.catalogue = catalogue;
        this.states = states;
        this.callers = callers;
    }

    /** Where a test message goes. */
    public record TestMessage(
            @NotNull @SingleLine(max = 254)
            @Schema(maxLength = 254, description = "The recipient.", examples = "you@example.com")
            String email) {}

    /** A channel in the API. */
    @Schema(name = "Channel")
    public record ChannelView(
            @Schema(description = "Name used by notify, texts, retry and stop.", examples = "twitter")
            String name,

            @Schema(examples = "X") String label,

            @Schema(description = "Destinations that report deliveries for this channel.", examples = "[\"x\"]")
            List<String> destinations,

            @Schema(
                    description = "Maximum length of a custom text in texts, in characters; null if the channel takes "
                            + "none.",
                    examples = "1000")
            @Nullable Integer longestText,

            List<ChannelStates.DestinationState> states) {}

    @GET
    @RolesAllowed(Groups.VIEWER)
    @Operation(
            summary = "List the channels and what they are doing",
            description = "The channels come from the settings of this installation. Each notifier is asked with the "
                    + "caller's token; one that does not answer within two seconds is away, and the others are shown.")
    public Page<ChannelView> list() {
        Map<String, List<ChannelStates.DestinationState>> found = states.all(callers.authorization());
        return new Page<>(
                catalogue.all().stream()
                        .map(channel -> view(channel, found.getOrDefault(channel.name(), List.of())))
                        .toList(),
                null);
    }

    @POST
    @Idempotent(actsRemotely = true)
    @Path("{id}/resume")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Resume a paused or parked destination at once",
            description =
                    "Answers with its state afterwards; away if its notifier cannot be asked, and then nothing has "
                            + "changed. A cause that remains parks it again.")
    @APIResponseSchema(value = ChannelStates.DestinationState.class, responseCode = "200")
    public Response resume(
            @PathParam("id") @Parameter(description = "Name of a destination.", example = "x") String destination,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        return Response.ok(states.resume(destination, callers.authorization(), callers.current()))
                .build();
    }

    @POST
    @Idempotent(actsRemotely = true)
    @Path("{id}/test-message")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Send a test message",
            description = "Sent at once, by the connections that messages of incidents use. Only e-mail has one; "
                    + "otherwise, and if the notifier does not take it, accepted is false.")
    @APIResponseSchema(value = ChannelStates.TestMessageResult.class, responseCode = "200")
    public Response test(
            @PathParam("id") @Parameter(description = "Name of a destination.", example = "email") String destination,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) TestMessage command) {
        return Response.ok(states.test(destination, command.email(), callers.authorization(), callers.current()))
                .build();
    }

    private static ChannelView view(Channel channel, List<ChannelStates.DestinationState> states) {
        int longest = channel.longestText().orElse(0);
        return new ChannelView(
                channel.name(), channel.label(), channel.destinations(), longest > 0 ? longest : null, states);
    }
}
