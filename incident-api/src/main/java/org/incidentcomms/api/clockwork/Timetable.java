package org.incidentcomms.api.clockwork;

import java.time.Instant;

/** Things to do at set times, kept in the database and shared by all replicas. */
public interface Timetable {
    /** The one whose turn it was could not be carried out. */
    final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String id;

        public Failed(String id, RuntimeException cause) {
            super(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /**
     * Does what has waited longest, in one transaction with noting that it is done: so it happens once, whoever else
     * tries, and whenever a process dies.
     *
     * @return false if nothing is due that nobody else is busy with
     * @throws Failed and has done nothing
     */
    boolean carryOutOne(Instant now);

    /** It is tried again after a while, and holds up no other until then. */
    void postpone(Failed failure, Instant now);

    Outlook outlook(Instant now);
}
