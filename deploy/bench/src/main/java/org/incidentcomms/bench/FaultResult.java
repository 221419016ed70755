package org.incidentcomms.bench;

import java.time.Duration;

/**
 * The result of one fault on one target.
 *
 * @param census losses and disorder of what was accepted meanwhile, duplicates of everything
 * @param logDisordered events on Kafka after a newer version of the same incident
 * @param mostCopies largest number of copies of one mail to one address
 * @param allowed permitted number of duplicate mails
 * @param toldAfter from the end of the last fault until everything was delivered
 * @param longestWait the longest time from a 201 to one of its mails or posts
 * @param silence the longest time without any mail; reported for a burst only
 * @param notAlive number of failed liveness checks
 */
record FaultResult(
        Fault fault,
        String target,
        int rounds,
        int accepted,
        int refused,
        DeliveryAudit census,
        int logDisordered,
        int mostCopies,
        int allowed,
        Duration toldAfter,
        Duration longestWait,
        Duration silence,
        int notAlive) {

    /** A duplicate caused by one fault must not be counted for the next. */
    private static final int COPIES = 2;

    int doubled() {
        return census.mailsDoubled() + census.postsDoubled();
    }

    int disordered() {
        return census.mailsDisordered() + census.postsDisordered() + logDisordered;
    }

    boolean isHeld() {
        return accepted > 0
                && census.lost() == 0
                && census.mailsDoubled() <= allowed
                && census.postsDoubled() == 0
                && mostCopies <= COPIES
                && disordered() == 0
                && notAlive == 0;
    }
}
