package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that travels on {@code status-events}. Each event carries the whole of its aggregate, so the newest event
 * of a key is the history (the topic is compacted). {@link EventType} names the types on the wire.
 */
public sealed interface StatusEvent {

    /** The incident or component this event is about; also the Kafka key and the CloudEvents subject. */
    String aggregateId();

    /** The aggregate's version as of this event. */
    long aggregateVersion();

    /** An event about an incident or maintenance; {@code incident} is the whole of it. */
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

    /** Something new was said: {@code updateId} names the update (or the post-mortem) that people are to be told. */
    sealed interface Announcement extends IncidentEvent {
        @JsonProperty("update_id")
        String updateId();

        /** Which channels are to tell it: as was chosen for the update, or the post-mortem, that it names. */
        default ChannelSelection notified() {
            return incident()
                    .update(updateId())
                    .map(Update::notified)
                    .or(() -> Optional.ofNullable(incident().postmortem()).map(Postmortem::notified))
                    .orElse(ChannelSelection.NOBODY);
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

    /** Title, impact or a text changed without telling anybody. */
    record IncidentEdited(Incident incident) implements IncidentEvent {}

    /** A text was wrong and everybody who had it is told the right one. */
    record IncidentCorrected(
            Incident incident, @JsonProperty("update_id") String updateId) implements Announcement {}

    /** Taken back; {@code incident} carries no text any more. */
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
     * Try the failed deliveries again.
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

    /** Stop what has not left yet; the parameters are those of {@link DeliveryRetryRequested}. */
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
