package org.incidentcomms.api.incident;

import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Data stored beside an incident's document because the contract does not contain it.
 *
 * @param impactDerived whether the impact follows the components' statuses, as none was given
 * @param backFilled whether it was recorded afterwards, so that by default nobody is notified
 * @param announcements the events that announced an update, oldest first
 * @param concerned the components a maintenance affects after a change, or null if those of its announcement
 */
public record IncidentMetadata(
        boolean impactDerived,
        boolean backFilled,
        List<Announcement> announcements,
        @Nullable List<String> concerned) {
    /** Without any metadata. */
    public static final IncidentMetadata NONE = new IncidentMetadata(false, false, List.of());

    public IncidentMetadata {
        announcements = announcements == null ? List.of() : List.copyOf(announcements);
        concerned = concerned == null ? null : List.copyOf(concerned);
    }

    public IncidentMetadata(boolean impactDerived, boolean backFilled, List<Announcement> announcements) {
        this(impactDerived, backFilled, announcements, null);
    }

    /** Records that the event of this version announced this update. */
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

    /** Records that the update was withdrawn; its channel selection is no longer shown. */
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
