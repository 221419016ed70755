package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every event on {@code status-events}. Each event carries its complete aggregate, so the newest event of a key
 * suffices (the topic is compacted). {@link EventType} maps to the names on the wire.
 */
public sealed interface StatusEvent {

    /** The id of the incident or component; also the Kafka key and the CloudEvents subject. */
    String aggregateId();

    /** The aggregate's version as of this event. */
    long aggregateVersion();

    /** An event about an incident or maintenance; {@code incident} is its complete state. */
    sealed interface IncidentEvent extends StatusEvent {
        Incident incident();

        @Override
        default String aggregateId() {
            return incident().id();
        }

        @Override
        default long aggregateVersion() {
            return incident().version();
        }
    }

    /** An event to be announced: {@code updateId} is the update (or post-mortem) to announce. */
    sealed interface Announcement extends IncidentEvent {
        @JsonProperty("update_id")
        String updateId();

        /** The channels that announce it, as selected for the update or post-mortem. */
        default ChannelSelection notified() {
            return incident()
                    .update(updateId())
                    .map(Update::notified)
                    .or(() -> Optional.ofNullable(incident().postmortem()).map(Postmortem::notified))
                    .orElse(ChannelSelection.NOBODY);
        }

        /** Whether what it announces, or the incident's title, is translated into {@code language}. */
        default boolean isTranslated(String language) {
            Postmortem postmortem = incident().postmortem();
            return incident().speaks(language)
                    || incident()
                            .update(updateId())
                            .filter(update -> update.speaks(language))
                            .isPresent()
                    || (postmortem != null && postmortem.id().equals(updateId()) && postmortem.speaks(language));
        }

        /** The same announcement as a reader of {@code language} is told it; see {@link Incident#in}. */
        default Announcement in(String language) {
            Incident told = incident().in(language);
            return switch (this) {
                case IncidentOpened event -> new IncidentOpened(told, event.updateId());
                case IncidentUpdated event -> new IncidentUpdated(told, event.updateId());
                case IncidentCorrected event -> new IncidentCorrected(told, event.updateId());
                case PostmortemPublished event -> new PostmortemPublished(told, event.updateId());
                case MaintenanceScheduled event -> new MaintenanceScheduled(told, event.updateId());
                case MaintenanceRescheduled event -> new MaintenanceRescheduled(told, event.updateId());
                case MaintenanceReminded event -> new MaintenanceReminded(told, event.updateId());
                case MaintenanceStarted event -> new MaintenanceStarted(told, event.updateId());
                case MaintenanceUpdated event -> new MaintenanceUpdated(told, event.updateId());
                case MaintenanceCompleted event -> new MaintenanceCompleted(told, event.updateId());
                case MaintenanceCancelled event -> new MaintenanceCancelled(told, event.updateId());
            };
        }
    }

    /** An event about a component. */
    sealed interface ComponentEvent extends StatusEvent {
        Component component();

        @Override
        default String aggregateId() {
            return component().id();
        }

        @Override
        default long aggregateVersion() {
            return component().version();
        }
    }

    record IncidentOpened(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    record IncidentUpdated(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    /** Title, impact or a text changed without a notification. */
    record IncidentEdited(Incident incident) implements IncidentEvent {}

    /** A text was corrected, and its recipients are notified of the correction. */
    record IncidentCorrected(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    /** Withdrawn; {@code incident} contains no text. */
    record IncidentWithdrawn(Incident incident) implements IncidentEvent {}

    record PostmortemPublished(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    record PostmortemWithdrawn(Incident incident) implements IncidentEvent {}

    record MaintenanceScheduled(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    record MaintenanceRescheduled(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    record MaintenanceReminded(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    record MaintenanceStarted(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    record MaintenanceUpdated(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    record MaintenanceCompleted(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    record MaintenanceCancelled(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    record ComponentChanged(Component component) implements ComponentEvent {}

    record ComponentDeleted(Component component) implements ComponentEvent {}

    /**
     * Retry the failed deliveries.
     *
     * @param updateId only this update's, or null for all
     * @param channels only these destinations, or empty for all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeliveryRetryRequested(
            Incident incident,
            @JsonProperty("update_id") @Nullable String updateId,
            List<String> channels) implements IncidentEvent {
        public DeliveryRetryRequested {
            if (updateId != null) {
                Preconditions.name(updateId, "update_id");
            }
            channels = channels == null ? List.of() : List.copyOf(channels);
        }
    }

    /** Stop the pending deliveries; the parameters are those of {@link DeliveryRetryRequested}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeliveryStopRequested(
            Incident incident,
            @JsonProperty("update_id") @Nullable String updateId,
            List<String> channels) implements IncidentEvent {
        public DeliveryStopRequested {
            if (updateId != null) {
                Preconditions.name(updateId, "update_id");
            }
            channels = channels == null ? List.of() : List.copyOf(channels);
        }
    }
}
