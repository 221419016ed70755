package org.incidentcomms.email.smtp;

/** How far a connection or a message got; what a refusal means, and whether a repeat is harmless, depends on it. */
enum SmtpStage {
    /** Connecting, greeting, EHLO, STARTTLS, AUTH. */
    CONNECT,
    /** Connected; nothing said about the next message yet. */
    IDLE,
    MAIL,
    RCPT,
    /** The DATA command itself. */
    DATA,
    /** Writing the message; without the final dot nobody has taken it. */
    CONTENT,
    /** The final dot may have reached the server: without a reply the outcome is unknown. */
    END
}
