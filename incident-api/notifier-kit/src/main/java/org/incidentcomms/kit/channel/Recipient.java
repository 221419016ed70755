package org.incidentcomms.kit.channel;

/** A recipient. The kit stores, logs and counts only {@code id}, which does not identify the person. */
public interface Recipient {
    /** Positive; the ledger's key. */
    long id();

    /** The only recipient of a channel that has exactly one: a feed, a blog. */
    record Single() implements Recipient {
        public static final Single ONLY = new Single();

        @Override
        public long id() {
            return 1;
        }
    }
}
