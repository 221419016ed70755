package org.incidentcomms.email.smtp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One relay and its connection settings, validated, unlike {@link SmtpConfig}.
 *
 * @param connections to all relays together
 * @param password null if and only if {@code username} is null
 * @param ehloName null for this machine's own name
 * @param weight share of the messages, relative to the other relays
 */
record SmtpServer(
        String host,
        int port,
        SmtpSecurity security,
        @Nullable String username,
        @Nullable String password,
        int connections,
        @Nullable String ehloName,
        Duration connectTimeout,
        Duration readTimeout,
        Duration writeTimeout,
        Duration idleTimeout,
        int weight) {
    static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    /** The only relay. */
    SmtpServer(
            String host,
            int port,
            SmtpSecurity security,
            @Nullable String username,
            @Nullable String password,
            int connections,
            @Nullable String ehloName,
            Duration connectTimeout,
            Duration readTimeout,
            Duration writeTimeout,
            Duration idleTimeout) {
        this(
                host,
                port,
                security,
                username,
                password,
                connections,
                ehloName,
                connectTimeout,
                readTimeout,
                writeTimeout,
                idleTimeout,
                1);
    }

    SmtpServer {
        if (connections < 2) {
            throw new IllegalArgumentException("SMTP_CONNECTIONS is " + connections
                    + "; at least 2 are needed: one is reserved for major and critical incidents");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("SMTP_PORT is " + port + "; it must be between 1 and 65535");
        }
        if (username == null != (password == null)) {
            throw new IllegalArgumentException("SMTP_USERNAME and SMTP_PASSWORD (or SMTP_PASSWORD_FILE) go together;"
                    + " only one of them is set");
        }
        if (idleTimeout.compareTo(LONGEST_IDLE) > 0) {
            throw new IllegalArgumentException("SMTP_IDLE_TIMEOUT is longer than 30 seconds");
        }
    }

    @Override
    public String toString() {
        return "SmtpServer[" + host + ":" + port + " " + security + "]";
    }
}
