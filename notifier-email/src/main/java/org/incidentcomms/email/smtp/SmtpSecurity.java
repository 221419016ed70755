package org.incidentcomms.email.smtp;

/** How the connection is protected. Neither of the last two ever falls back to plain text. */
public enum SmtpSecurity {
    /** Plain text; for a relay on the same machine or network. */
    NONE,
    /** Plain text first, then TLS, which the server must offer. */
    STARTTLS,
    /** TLS from the first byte (port 465). */
    TLS
}
