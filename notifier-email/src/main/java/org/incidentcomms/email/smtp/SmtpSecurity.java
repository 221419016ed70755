package org.incidentcomms.email.smtp;

/** How the connection is protected. {@link #STARTTLS} and {@link #TLS} never fall back to plain text. */
public enum SmtpSecurity {
    /** Plain text; for a relay on the same machine or network. */
    NONE,
    /** STARTTLS, which the server must offer. */
    STARTTLS,
    /** TLS from the first byte (port 465). */
    TLS
}
