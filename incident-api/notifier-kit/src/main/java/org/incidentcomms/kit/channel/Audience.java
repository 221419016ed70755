package org.incidentcomms.kit.channel;

/** Who is to hear an event. */
public sealed interface Audience {
    Audience ONE = new Recipients(1, 1);

    static Audience nobody(SkipReason reason) {
        return new Nobody(reason);
    }

    /** Nobody is told, for this reason; the event is reported as skipped. */
    record Nobody(SkipReason reason) implements Audience {}

    /**
     * Everybody whose id is between 1 and {@code lastId}, as {@link Channel#recipients} lists them when their turn
     * comes.
     *
     * @param lastId highest id there is now; ranges of ids are cut from it, so gaps are fine
     * @param expected how many that will be, for progress; not a promise
     */
    record Recipients(long lastId, long expected) implements Audience {
        public Recipients {
            if (lastId < 0 || expected < 0) {
                throw new IllegalArgumentException("negative audience");
            }
        }
    }
}
