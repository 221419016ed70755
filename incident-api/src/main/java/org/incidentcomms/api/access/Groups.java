package org.incidentcomms.api.access;

/** The groups a token may carry. An admin is also an operator, an operator also a viewer. */
public final class Groups {
    public static final String VIEWER = "viewer";
    public static final String OPERATOR = "operator";
    public static final String ADMIN = "admin";

    private Groups() {}
}
