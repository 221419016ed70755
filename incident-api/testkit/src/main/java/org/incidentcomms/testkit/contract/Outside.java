package org.incidentcomms.testkit.contract;

import java.util.List;

/** The remote side of a channel as a contract test sees and disturbs it: a mail server, X, a blog. */
public interface Outside extends AutoCloseable {

    /**
     * One message the remote side took.
     *
     * @param recipient who got it; the same for all where there is one recipient
     * @param identity what makes a repeat recognisable: a Message-ID, a tweet's id
     * @param text what it says, including the title of its incident and the message of its update
     */
    record Accepted(String recipient, String identity, String text) {}

    /** Everything taken since {@link #reset}, in the order of acceptance. */
    List<Accepted> accepted();

    /** The next {@code times} attempts are certainly refused, for a reason that passes. */
    void refuseNext(int times);

    /** The next message is taken, but the answer is lost. */
    void loseNextAnswer();

    /** From now on nothing can be reached at all. */
    void goDown();

    /** Reachable again. */
    void comeUp();

    /** Nothing accepted, no fault left. */
    void reset();

    /** How many attempts reached the remote side in vain, or could not reach it, since {@link #reset}; at least. */
    int attemptsInVain();

    /** It is not needed any more. */
    @Override
    default void close() {}
}
