package org.incidentcomms.kit.channel;

import java.util.Locale;

/** Why a delivery failed: a closed set, also the label {@code reason} of the metrics. Append only; codes are stored. */
public enum FailureReason {
    /** The server could not be reached: refused, unknown host, no route. */
    UNREACHABLE(1),
    /** No answer in time. */
    TIMED_OUT(2),
    /** The connection ended before the answer. */
    CONNECTION_LOST(3),
    /** The server said it cannot at the moment (SMTP 4xx, HTTP 5xx). */
    TEMPORARY(4),
    /** Too many; wait (HTTP 429, SMTP 421/450 of that kind). */
    RATE_LIMITED(5),
    /** The credentials or permissions were refused. */
    CREDENTIALS(6),
    /** The account's budget is spent (HTTP 402, daily limit). */
    BUDGET_SPENT(7),
    /** The recipient does not exist or does not want it (SMTP 550 5.1.1). */
    NO_SUCH_RECIPIENT(8),
    /** The content or sender was refused by policy. */
    POLICY(9),
    /** What we sent was not understood: our fault or the address's. */
    INVALID(10),
    /** TLS could not be agreed on. */
    TLS(11),
    /** Attempts or time used up. */
    GAVE_UP(12),
    /** An exception nobody expected. */
    UNEXPECTED(13);

    private final int code;

    FailureReason(int code) {
        this.code = code;
    }

    /** The number stored in the ledger. */
    public int code() {
        return code;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FailureReason ofCode(int code) {
        for (FailureReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        throw new IllegalArgumentException("no failure reason with code " + code);
    }
}
