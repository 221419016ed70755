package org.incidentcomms.api.incident;

import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is kept beside an incident's document because the contract does not carry it.
 *
 * @param impactDerived whether the impact follows the components' states, as nobody gave one
 * @param backFilled whether it was written down afterwards, so that by default nobody is told of it
 * @param announcements the events that told people something, oldest first
 * @param concerned the components a maintenance was later said to concern, or null where those of its announcement do
 */
public record IncidentMetadata(
        boolean impactDerived,
        boolean backFilled,
        List<Announcement> announcements,
        @Nullable List<String> concerned) {
    /** Of what there is nothing to note about. */
    public static final IncidentMetadata NONE = new IncidentMetadata(false, false, List.of());

    public IncidentMetadata {
        announcements = announcements == null ? List.of() : List.copyOf(announcements);
        concerned = concerned == null ? null : List.copyOf(concerned);
    }

    public IncidentMetadata(boolean impactDerived, boolean backFilled, List<Announcement> announcements) {
        this(impactDerived, backFilled, announcements, null);
    }

    /** That the event of this version told of this update. */
    public record Announcement(long version, String type, String updateId) {
        public String eventId(String incidentId) {
            return PublishedEvent.idOf(incidentId, version);
        }
    }

    IncidentMetadata with(Announcement announcement) {
        List<Announcement> all = new ArrayList<>(announcements);
        all.add(announcement);
        return new IncidentMetadata(impactDerived, backFilled, all, concerned);
    }

    /** That update was taken back; whom it had been told to is no more shown. */
    IncidentMetadata without(String updateId) {
        List<Announcement> left = announcements.stream()
                .filter(told -> !told.updateId().equals(updateId))
                .toList();
        return new IncidentMetadata(impactDerived, backFilled, left, concerned);
    }

    IncidentMetadata withImpactGiven() {
        return new IncidentMetadata(false, backFilled, announcements, concerned);
    }

    public IncidentMetadata concerning(List<String> componentIds) {
        return new IncidentMetadata(impactDerived, backFilled, announcements, componentIds);
    }
}
