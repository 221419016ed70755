package org.incidentcomms.kit.channel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an event was deliberately not sent. Append only; codes are stored. */
public enum SkipReason {
    /** The operator left this channel out. */
    NOT_WANTED(1),
    /** A newer update tells it too, and this one had failed so far. */
    SUPERSEDED(2),
    /** Accepted long before this notifier first started. */
    BEFORE_START(3),
    /** There is nobody to tell. */
    NO_RECIPIENTS(4),
    /** The recipient left before their turn came. */
    LEFT(5),
    /** The operator stopped it. */
    STOPPED(6),
    /** This event says nothing this channel tells. */
    NOTHING_TO_TELL(7);

    private final int code;

    SkipReason(int code) {
        this.code = code;
    }

    /** The number stored in the ledger. */
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
