package org.incidentcomms.api.hook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One alert of an {@link AlertNotice}.
 *
 * @param startsAt as it was sent, so that an odd one spoils nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(additionalProperties = Schema.True.class)
public record Alert(
        @Nullable AlertStatus status,
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> annotations,

        @JsonProperty("startsAt") @Schema(description = "RFC 3339.", examples = "2026-02-02T13:08:45.828Z") @Nullable String startsAt) {

    boolean fires() {
        return status != AlertStatus.RESOLVED;
    }

    /** When it began, if that can be read. */
    Optional<Instant> began() {
        try {
            return Optional.ofNullable(startsAt).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
