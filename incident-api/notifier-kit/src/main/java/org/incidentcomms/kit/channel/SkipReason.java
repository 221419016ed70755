package org.incidentcomms.kit.channel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an event was deliberately not sent. Append only; codes are stored. */
public enum SkipReason {
    /** The operator excluded this channel. */
    NOT_WANTED(1),
    /** Superseded by a newer update before this one was delivered. */
    SUPERSEDED(2),
    /** Accepted too long before this notifier first started. */
    BEFORE_START(3),
    /** There are no recipients. */
    NO_RECIPIENTS(4),
    /** The recipient unsubscribed before delivery. */
    LEFT(5),
    /** The operator stopped it. */
    STOPPED(6),
    /** This channel does not send this event. */
    NOTHING_TO_TELL(7),
    /** It is for some groups of customers only, and this channel reaches everybody. */
    AUDIENCE(8);

    private final int code;

    SkipReason(int code) {
        this.code = code;
    }

    /** The code stored in the ledger. */
    public int code() {
        return code;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SkipReason ofCode(int code) {
        for (SkipReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        throw new IllegalArgumentException("no skip reason with code " + code);
    }
}
