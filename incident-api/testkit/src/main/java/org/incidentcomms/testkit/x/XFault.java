package org.incidentcomms.testkit.x;

/** Faults a call can meet. The client cannot tell a fault after the call was executed from one before. */
public enum XFault {
    /** Executed, but the connection is closed without a response. */
    ANSWER_LOST_TAKEN(true, 0, ""),
    /** Not executed, and the connection is closed without a response. */
    ANSWER_LOST_NOT_TAKEN(false, 0, ""),
    /** Executed, but no response is ever sent. */
    SILENT_TAKEN(true, -1, ""),
    /** Not executed, and no response is ever sent. */
    SILENT_NOT_TAKEN(false, -1, ""),
    UNAVAILABLE_TAKEN(true, 503, problem("Service Unavailable", "Service Unavailable", 503)),
    UNAVAILABLE_NOT_TAKEN(false, 503, problem("Service Unavailable", "Service Unavailable", 503)),
    /** An HTML response of the gateway in front of X. */
    BAD_GATEWAY_HTML(
            false,
            502,
            "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"),
    /** Until the reset set by {@link XFaults#rateLimit}. */
    TOO_MANY_REQUESTS(false, 429, problem("Too Many Requests", "Too Many Requests", 429)),
    CREDITS_DEPLETED(false, 402, """
            {"account_id":1800000000000000000,"title":"CreditsDepleted",\
            "detail":"Your enrolled account does not have any credits to fulfill this request.",\
            "type":"https://api.twitter.com/2/problems/credits"}"""),
    UNAUTHORIZED(false, 401, problem("Unauthorized", "Unauthorized", 401)),
    /** The app has read permission only. */
    NO_WRITE_PERMISSION(false, 403, """
            {"title":"Forbidden","status":403,\
            "detail":"Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",\
            "type":"https://api.twitter.com/2/problems/oauth1-permissions"}""");

    private final boolean taken;
    private final int status;
    private final String body;

    XFault(boolean taken, int status, String body) {
        this.taken = taken;
        this.status = status;
        this.body = body;
    }

    /** Whether the call is executed in spite of the fault. */
    public boolean isTaken() {
        return taken;
    }

    boolean isLost() {
        return status == 0;
    }

    boolean isSilent() {
        return status < 0;
    }

    XAnswer answer() {
        return new XAnswer(status, body);
    }

    private static String problem(String title, String detail, int status) {
        return "{\"title\":\"%s\",\"type\":\"about:blank\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(title, status, detail);
    }
}
