package org.incidentcomms.twitter.post;

/** Which posts of an incident contain the link to its page; X charges 13 times the price for a post with a link. */
public enum LinkPolicy {
    /** Only the first one. */
    FIRST,
    /** The first one and the one that resolves it. */
    FIRST_AND_LAST,
    EVERY;

    boolean wants(boolean first, boolean last) {
        return switch (this) {
            case FIRST -> first;
            case FIRST_AND_LAST -> first || last;
            case EVERY -> true;
        };
    }
}
