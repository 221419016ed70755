package org.incidentcomms.api.incident;

import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.PublishedEvent;

/**
 * What is kept beside an incident's document because the contract does not carry it.
 *
 * @param impactDerived whether the impact follows the components' states, as nobody gave one
 * @param backFilled whether it was written down afterwards, so that by default nobody is told of it
 * @param announcements the events that told people something, oldest first
 */
public record Notes(boolean impactDerived, boolean backFilled, List<Announcement> announcements) {
    /** Of what there is nothing to note about. */
    public static final Notes NONE = new Notes(false, false, List.of());

    public Notes {
        announcements = announcements == null ? List.of() : List.copyOf(announcements);
    }

    /** That the event of this version told of this update. */
    public record Announcement(long version, String type, String updateId) {
        public String eventId(String incidentId) {
            return PublishedEvent.idOf(incidentId, version);
        }
    }

    Notes with(Announcement announcement) {
        List<Announcement> all = new ArrayList<>(announcements);
        all.add(announcement);
        return new Notes(impactDerived, backFilled, all);
    }

    /** That update was taken back; whom it had been told to is no more shown. */
    Notes without(String updateId) {
        List<Announcement> left = announcements.stream()
                .filter(told -> !told.updateId().equals(updateId))
                .toList();
        return new Notes(impactDerived, backFilled, left);
    }

    Notes withImpactGiven() {
        return new Notes(false, backFilled, announcements);
    }
}
