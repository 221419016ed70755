package org.incidentcomms.email.message;

/** A mail about a subscription itself. Its texts are {@code <name>.subject}, {@code .heading} and so on. */
public enum Letter {
    /** The first step of double opt-in. */
    CONFIRM("subscriptions/confirm/", true),
    /** Somebody entered an address that is on the list. */
    MANAGE("subscriptions/manage/", true),
    /** An operator added the address. */
    WELCOME("subscriptions/manage/", true),
    PAUSED("subscriptions/manage/", true),
    /** Mail to the address failed. */
    QUARANTINED("subscriptions", false);

    private final String path;
    private final boolean token;

    Letter(String path, boolean token) {
        this.path = path;
        this.token = token;
    }

    /** Path of its link below the service's address; the token follows. */
    String path(String token) {
        return this.token ? path + token : path;
    }
}
