package org.incidentcomms.api.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/** The preview of each channel. */
@Schema(name = "Preview")
public record PreviewResponse(
        @Schema(
                description =
                        "Type of the event the request would publish; null if the request would change " + "nothing.",
                examples = "incident.opened")
        @Nullable String eventType,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Time of the automatic message; absent for a message sent with the request.")
        @Nullable Instant at,

        @Schema(
                description =
                        "Words that contradict the state, such as a remaining problem in a text that says resolved. "
                                + "The request itself does not refuse them; ask whoever wrote them.")
        List<Violation> warnings,

        List<Answered> channels) {

    /** The result of one notifier. */
    @Schema(name = "ChannelPreview")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answered(
            @Schema(examples = "email") String channel,

            State state,

            @Schema(
                    description = "Why nothing would be sent, or why there is no preview.",
                    examples = "left out by notify")
            @Nullable String reason,

            @Schema(
                    description = "Number of recipients now; 1 for a channel with a single destination.",
                    examples = "1200")
            long recipients,

            @Schema(
                    type = SchemaType.ARRAY,
                    implementation = Object.class,
                    description = "The notifier's previews, one per destination: {destination, recipients, parts, "
                            + "warnings, skipped?}. Parts of email: subject, text, html; of x: text, "
                            + "weighted_length; of site: headline, excerpt, html, url, page_url.")
            List<JsonNode> previews) {

        /** Whether the channel would send it. */
        public enum State {
            @JsonProperty("ok")
            OK,
            /** The channel does not send this. */
            @JsonProperty("not_notified")
            NOT_NOTIFIED,
            /** It did not respond, or not in the expected format; the real call does not depend on it. */
            @JsonProperty("unavailable")
            UNAVAILABLE
        }

        static Answered unavailable(String channel, String reason) {
            return new Answered(channel, State.UNAVAILABLE, reason, 0, List.of());
        }

        static Answered notNotified(String channel, String reason, List<JsonNode> previews) {
            return new Answered(channel, State.NOT_NOTIFIED, reason, 0, previews);
        }
    }
}
