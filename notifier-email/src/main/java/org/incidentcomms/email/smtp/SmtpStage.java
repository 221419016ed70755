package org.incidentcomms.email.smtp;

/** How far a connection or a message got; the meaning of a refusal, and whether a repeat is safe, depend on it. */
enum SmtpStage {
    /** Connecting, greeting, EHLO, STARTTLS, AUTH. */
    CONNECT,
    /** Connected; the next message has not begun. */
    IDLE,
    MAIL,
    RCPT,
    /** The DATA command itself. */
    DATA,
    /** Writing the message; before the final dot the server cannot have accepted it. */
    CONTENT,
    /** The final dot may have reached the server: without a reply the outcome is unknown. */
    END
}
