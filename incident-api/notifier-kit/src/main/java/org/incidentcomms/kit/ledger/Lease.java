package org.incidentcomms.kit.ledger;

/**
 * One claim. Every claim gets a new {@code no}, which distinguishes its owner from the previous and the next one, also
 * within one process. The holder's writes name it and have no effect once the lease has been taken over.
 *
 * @param item the chunk's number, or the recipient of the open delivery
 */
public record Lease(Kind kind, long planId, long item, long no) {

    /** The type of leased work. */
    public enum Kind {
        CHUNK,
        OPEN_DELIVERY
    }
}
