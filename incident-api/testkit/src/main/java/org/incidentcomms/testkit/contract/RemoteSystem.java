package org.incidentcomms.testkit.contract;

import java.util.List;

/** The remote system of a channel, as a contract test observes and disturbs it: a mail server, X, a blog. */
public interface RemoteSystem extends AutoCloseable {

    /**
     * One message accepted by the remote system.
     *
     * @param recipient who received it; the same for all if there is one recipient
     * @param identity identifies a repeat: a Message-ID, a tweet's id
     * @param text content, including the title of its incident and the message of its update
     */
    record Accepted(String recipient, String identity, String text) {}

    /** All messages accepted since {@link #reset}, in the order of acceptance. */
    List<Accepted> accepted();

    /** Refuses the next {@code times} attempts with a temporary error. */
    void refuseNext(int times);

    /** Accepts the next message, but drops the reply. */
    void loseNextAnswer();

    /** Becomes unreachable. */
    void goDown();

    /** Becomes reachable again. */
    void comeUp();

    /** Clears accepted messages and faults. */
    void reset();

    /** Lower bound of the failed attempts since {@link #reset}, including those that could not connect. */
    int attemptsInVain();

    /** Releases its resources. */
    @Override
    default void close() {}
}
