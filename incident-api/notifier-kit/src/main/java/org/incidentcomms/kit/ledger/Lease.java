package org.incidentcomms.kit.ledger;

/**
 * One claim. {@code no} is drawn anew by every claim, so it tells this owner from the one before and the one after, also
 * within one process. What its holder writes names it, and changes nothing once the claim has passed on.
 *
 * @param item the chunk's number, or the recipient of the open delivery
 */
public record Lease(Kind kind, long planId, long item, long no) {

    /** What is leased. */
    public enum Kind {
        CHUNK,
        OPEN_DELIVERY
    }
}
