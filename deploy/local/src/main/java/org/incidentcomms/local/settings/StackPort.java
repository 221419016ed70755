package org.incidentcomms.local.settings;

/** The stack's ports before {@code PORT_OFFSET} is added. All are bound to 127.0.0.1 only. */
public enum StackPort {
    INCIDENT_API("incident-api", 8080),
    NOTIFIER_EMAIL("notifier-email", 8081),
    NOTIFIER_TWITTER("notifier-twitter", 8082),
    NOTIFIER_BLOG("notifier-blog", 8083),
    SMTP("mail server, SMTP", 1025),
    MAILBOX("mail server, mailbox", 8025),
    KAFKA("kafka", 19092),
    POSTGRES("postgres", 15432);

    private final String owner;
    private final int base;

    StackPort(String owner, int base) {
        this.owner = owner;
        this.base = base;
    }

    /** Name of the listener as shown to the user. */
    public String owner() {
        return owner;
    }

    int base() {
        return base;
    }
}
