package org.incidentcomms.api.access;

/**
 * The groups a token may contain. An admin is also an operator, an operator also a viewer. Alerting is for machines: it
 * may only call {@code /v1/hooks}.
 */
public final class Groups {
    public static final String VIEWER = "viewer";
    public static final String OPERATOR = "operator";
    public static final String ADMIN = "admin";
    public static final String ALERTING = "alerting";

    private Groups() {}
}
