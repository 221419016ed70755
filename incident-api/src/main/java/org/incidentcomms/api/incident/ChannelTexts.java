package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.Line;
import org.incidentcomms.api.request.Prose;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Texts;
import org.jspecify.annotations.Nullable;

/** Words for one channel instead of the composed ones. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChannelTexts(
        @Nullable @Line(max = TextRules.SUBJECT)
        @Schema(maxLength = TextRules.SUBJECT, description = "The whole subject line.")
        String emailSubject,

        @Nullable @Prose(max = TextRules.POST)
        @Schema(maxLength = TextRules.POST, description = "The post's text, without the link.")
        String twitter) {

    static Texts toEvent(@Nullable ChannelTexts texts) {
        return texts == null ? Texts.COMPOSED : new Texts(texts.emailSubject, texts.twitter);
    }

    static ChannelTexts of(Texts texts) {
        return new ChannelTexts(texts.emailSubject(), texts.twitter());
    }
}
