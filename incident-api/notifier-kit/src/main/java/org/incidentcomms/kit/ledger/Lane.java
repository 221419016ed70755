package org.incidentcomms.kit.ledger;

import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;

/** The urgency of an incident; all its updates share its lane. */
public enum Lane {
    /** Major and critical incidents; one connection is reserved for them. */
    URGENT(0),
    /** Other incidents. */
    INCIDENT(1),
    MAINTENANCE(2),
    HOUSEKEEPING(3);

    private final int rank;

    Lane(int rank) {
        this.rank = rank;
    }

    /** The rank stored in the ledger; lower is more urgent. */
    int rank() {
        return rank;
    }

    static Lane ofRank(int rank) {
        for (Lane lane : values()) {
            if (lane.rank == rank) {
                return lane;
            }
        }
        throw new IllegalArgumentException("no lane " + rank);
    }

    public static Lane of(Incident incident) {
        if (incident.kind() == IncidentKind.MAINTENANCE) {
            return MAINTENANCE;
        }
        return incident.impact().compareTo(Impact.MAJOR) >= 0 ? URGENT : INCIDENT;
    }
}
