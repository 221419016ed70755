package org.incidentcomms.kit.channel;

import java.util.List;

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
     * @param ranges the result of {@link Channel#ranges}, added by the kit
     */
    record Recipients(long lastId, long expected, List<Integer> ranges) implements Audience {
        public Recipients {
            if (lastId < 0 || expected < 0) {
                throw new IllegalArgumentException("negative audience");
            }
            ranges = List.copyOf(ranges);
        }

        public Recipients(long lastId, long expected) {
            this(lastId, expected, List.of());
        }
    }
}
