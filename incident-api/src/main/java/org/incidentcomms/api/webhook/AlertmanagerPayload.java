package org.incidentcomms.api.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The parts used of Alertmanager's webhook payload for one group of alerts. Unknown fields are ignored; names follow
 * Alertmanager.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(
        description = "The payload of Alertmanager's webhook, version 4. Other fields are ignored.",
        additionalProperties = Schema.True.class)
public record AlertmanagerPayload(
        @NotNull @Pattern(regexp = "^4$", message = "must be 4, the version of the webhook's format") @Schema(examples = "4")
        String version,

        @JsonProperty("groupKey")
        @Schema(
                required = true,
                minLength = 1,
                description = "Identifies the group; the same in every notification about it.",
                examples = "{}:{alertname=\"ProbeFailure\"}")
        @Nullable String groupKey,

        @NotNull AlertStatus status,

        @JsonProperty("groupLabels") @Nullable Map<String, String> groupLabels,

        @JsonProperty("commonLabels") @Schema(description = "Variables of the template, if one is named.") @Nullable Map<String, String> commonLabels,

        @JsonProperty("commonAnnotations")
        @Schema(description = "summary becomes the draft's title, description its message.")
        @Nullable Map<String, String> commonAnnotations,

        @Nullable List<@NotNull @Valid Alert> alerts) {

    /** The group's key; 422 if it is empty. */
    String requireGroupKey() {
        if (groupKey == null || groupKey.isEmpty()) {
            throw Problems.invalid("groupKey", "must not be empty");
        }
        return groupKey;
    }

    List<Alert> firing() {
        return alerts == null ? List.of() : alerts.stream().filter(Alert::fires).toList();
    }

    /** When the newest firing alert began. */
    Optional<Instant> newestBegan() {
        return firing().stream().flatMap(alert -> alert.began().stream()).max(Comparator.naturalOrder());
    }

    /** The annotation of this name: the common one of all alerts, else each alert's own. */
    List<String> annotations(String name) {
        return named(name, Stream.of(commonAnnotations), firing().stream().map(Alert::annotations));
    }

    /** Likewise with labels. */
    List<String> labels(String name) {
        return named(
                name, Stream.of(commonLabels, groupLabels), firing().stream().map(Alert::labels));
    }

    private static List<String> named(
            String name, Stream<@Nullable Map<String, String>> common, Stream<@Nullable Map<String, String>> each) {
        List<String> shared = valuesOf(name, common).limit(1).toList();
        return shared.isEmpty() ? valuesOf(name, each).distinct().toList() : shared;
    }

    private static Stream<String> valuesOf(String name, Stream<@Nullable Map<String, String>> maps) {
        return maps.flatMap(map -> map == null ? Stream.empty() : Stream.ofNullable(map.get(name)))
                .filter(value -> !value.isBlank());
    }

    /**
     * One alert of an {@link AlertmanagerPayload}.
     *
     * @param startsAt as text, so that an invalid time does not reject the payload
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @Schema(additionalProperties = Schema.True.class)
    public record Alert(
            @Nullable AlertStatus status,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,

            @JsonProperty("startsAt")
            @Schema(description = "RFC 3339.", examples = "2026-02-02T13:08:45.828Z")
            @Nullable String startsAt) {

        boolean fires() {
            return status != AlertStatus.RESOLVED;
        }

        /** When it began, if the time is valid. */
        Optional<Instant> began() {
            try {
                return Optional.ofNullable(startsAt).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /** The status of an alert, or of a group, which is firing while one of its alerts is. */
    public enum AlertStatus {
        @JsonProperty("firing")
        FIRING,
        @JsonProperty("resolved")
        RESOLVED
    }
}
