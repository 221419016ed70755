package org.incidentcomms.kit.channel;

/** The recipients of an event. */
public sealed interface Audience {
    Audience ONE = new Recipients(1, 1);

    static Audience nobody(SkipReason reason) {
        return new Nobody(reason);
    }

    /** No recipients, for this reason; the event is reported as skipped. */
    record Nobody(SkipReason reason) implements Audience {}

    /**
     * Every recipient whose id is between 1 and {@code lastId}. {@link Channel#recipients} lists them when a range is
     * processed.
     *
     * @param lastId highest id at present; it is cut into ranges of ids, so gaps are allowed
     * @param expected estimated number of recipients, for progress
     */
    record Recipients(long lastId, long expected) implements Audience {
        public Recipients {
            if (lastId < 0 || expected < 0) {
                throw new IllegalArgumentException("negative audience");
            }
        }
    }
}
