package org.incidentcomms.bench;

import java.time.Duration;

/**
 * What one fault did to one service.
 *
 * @param census lost and out of order of what was accepted meanwhile, doubled of all
 * @param logDisordered events on Kafka behind a newer version of the same incident
 * @param mostCopies the most one address got of one mail
 * @param allowed how many mails may double
 * @param toldAfter from the end of the last fault until everybody was told everything
 * @param longestWait the longest from a 201 to a mail or a post of it
 * @param silence the longest time without any mail; told only of a burst
 * @param notAlive how often a service did not say that it lives
 */
record FaultResult(
        Fault fault,
        String target,
        int rounds,
        int accepted,
        int refused,
        Census census,
        int logDisordered,
        int mostCopies,
        int allowed,
        Duration toldAfter,
        Duration longestWait,
        Duration silence,
        int notAlive) {

    /** A mail that one fault doubled must not be doubled by the next. */
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
