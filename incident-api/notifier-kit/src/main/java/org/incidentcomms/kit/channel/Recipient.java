package org.incidentcomms.kit.channel;

/** One who is told. Only {@code id}, which says nothing about the person, is ever stored, logged or counted by the kit. */
public interface Recipient {
    /** Positive; the ledger's key. */
    long id();

    /** The only recipient of a channel that has just one: a feed, a blog. */
    record Single() implements Recipient {
        public static final Single ONLY = new Single();

        @Override
        public long id() {
            return 1;
        }
    }
}
