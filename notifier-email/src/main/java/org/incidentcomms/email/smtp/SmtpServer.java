package org.incidentcomms.email.smtp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One relay and its connection settings, validated, unlike {@link SmtpConfig}.
 *
 * @param connections to all relays together
 * @param password null if and only if {@code username} is null
 * @param ehloName null for this machine's own name
 * @param dataTimeout for the reply to the final dot (RFC 5321, 4.5.3.2.6): a message whose reply was not awaited may
 *     have been accepted, and is sent again
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
        Duration dataTimeout,
        Duration idleTimeout,
        int weight) {
    static final Duration LONGEST_IDLE = Duration.ofSeconds(30);
    /** RFC 5321, 4.5.3.2.6. Leases of mails about subscriptions are longer. */
    static final Duration LONGEST_DATA = Duration.ofMinutes(10);

    /** The only relay, whose reply to a message is awaited as long as RFC 5321 demands. */
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
                LONGEST_DATA,
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
        if (dataTimeout.compareTo(LONGEST_DATA) > 0) {
            throw new IllegalArgumentException("SMTP_DATA_TIMEOUT is longer than 10 minutes");
        }
    }

    /** The longest time-out for a reply: that of the socket, while {@link StepDeadline} limits each step. */
    Duration longestReply() {
        return readTimeout.compareTo(dataTimeout) > 0 ? readTimeout : dataTimeout;
    }

    /** {@code host:port}. */
    String address() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return "SmtpServer[" + address() + " " + security + "]";
    }
}
