package org.incidentcomms.kit.channel;

import java.util.Locale;

/** Why a delivery failed: a closed set, also the label {@code reason} of the metrics. Append only; codes are stored. */
public enum FailureReason {
    /** The server could not be reached: refused, unknown host, no route. */
    UNREACHABLE(1),
    /** No response in time. */
    TIMED_OUT(2),
    /** The connection was lost before the response. */
    CONNECTION_LOST(3),
    /** The server reported a temporary failure (SMTP 4xx, HTTP 5xx). */
    TEMPORARY(4),
    /** Rate limited (HTTP 429, SMTP 421/450 of that kind). */
    RATE_LIMITED(5),
    /** The credentials or permissions were refused. */
    CREDENTIALS(6),
    /** The account's budget is spent (HTTP 402, daily limit). */
    BUDGET_SPENT(7),
    /** The recipient does not exist or refuses it (SMTP 550 5.1.1). */
    NO_SUCH_RECIPIENT(8),
    /** The content or sender was refused by policy. */
    POLICY(9),
    /** The remote system rejected the content or the address as invalid. */
    INVALID(10),
    /** The TLS handshake failed. */
    TLS(11),
    /** The maximum number of attempts or the deadline was reached. */
    GAVE_UP(12),
    /** An unexpected exception. */
    UNEXPECTED(13);

    private final int code;

    FailureReason(int code) {
        this.code = code;
    }

    /** The code stored in the ledger. */
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
