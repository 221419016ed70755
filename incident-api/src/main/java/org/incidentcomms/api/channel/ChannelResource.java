package org.incidentcomms.api.channel;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.api.request.Page;
import org.jspecify.annotations.Nullable;

/** {@code /v1/channels}. */
@Path("/v1/channels")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Channels", description = "Channels of this installation")
public class ChannelResource {
    private final ChannelCatalogue catalogue;

    ChannelResource(ChannelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

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
            @Nullable Integer longestText) {}

    @GET
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "List the channels", description = "The channels come from the settings of this installation.")
    public Page<ChannelView> list() {
        return new Page<>(catalogue.all().stream().map(ChannelResource::view).toList(), null);
    }

    private static ChannelView view(Channel channel) {
        int longest = channel.longestText().orElse(0);
        return new ChannelView(channel.name(), channel.label(), channel.destinations(), longest > 0 ? longest : null);
    }
}
