package org.incidentcomms.twitter.post;

/** Which of an incident's posts carry the link to its page; X charges a post with a link 13 times the price. */
public enum LinkPolicy {
    /** The first one only. */
    FIRST,
    /** The first one and the one that says it is over. */
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
