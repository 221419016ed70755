package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Words the operator chose for one channel instead of the composed ones.
 *
 * @param emailSubject the whole subject line
 * @param twitter the post's text; the link is still added where the link policy asks for one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Texts(
        @JsonProperty("email_subject") @Nullable String emailSubject,
        @Nullable String twitter) {
    public static final Texts COMPOSED = new Texts(null, null);
}
