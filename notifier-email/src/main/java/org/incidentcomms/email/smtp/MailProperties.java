package org.incidentcomms.email.smtp;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocketFactory;

/** Settings passed to Angus; each line that is not obvious has a comment. */
final class MailProperties {
    private static final String STREAM_PROVIDER = "jakarta.mail.util.StreamProvider";
    private static final String TLS_FACTORY = "mail.smtp.ssl.socketFactory";

    /**
     * Angus logs the whole SMTP dialogue, including addresses, under the package of its transport's class, which here
     * is ours: debug logging must not print addresses. The reference is held because an unreferenced logger is
     * garbage-collected and loses its filter.
     */
    private static final List<Logger> DIALOGUE = List.of(
            Logger.getLogger(AngusDialogue.class.getPackageName()),
            Logger.getLogger(AngusDialogue.class.getPackageName() + ".protocol"));

    private MailProperties() {}

    /**
     * Must be called before the first message. Otherwise Jakarta Mail looks up its stream provider through the service
     * loader several times per message, which costs more than everything else together.
     */
    static void prepare() {
        DIALOGUE.forEach(logger -> logger.setFilter(record -> false));
        if (System.getProperty(STREAM_PROVIDER) == null) {
            System.setProperty(STREAM_PROVIDER, "org.eclipse.angus.mail.util.MailStreamProvider");
        }
    }

    /** The settings of one connection, whose sockets are {@code sockets}; {@code extra} overrides them. */
    static Properties of(SmtpServer server, ConnectionSockets sockets, Properties extra) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", server.host());
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        properties.setProperty("mail.smtp.connectiontimeout", millis(server.connectTimeout()));
        // The shorter time-out of all other replies is StepDeadline's.
        properties.setProperty("mail.smtp.timeout", millis(server.longestReply()));
        // No "writetimeout": Angus schedules a task for each write; see StepDeadline.
        // Without "fallback" off a failed connect is repeated on an ordinary socket.
        properties.put("mail.smtp.socketFactory", sockets.plainFactory());
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        // Do not wait for the reply to QUIT: closing an idle connection must not block.
        properties.setProperty("mail.smtp.quitwait", "false");
        if (server.ehloName() != null) {
            properties.setProperty("mail.smtp.localhost", server.ehloName());
        }
        if (server.username() != null) {
            properties.setProperty("mail.smtp.auth", "true");
        }
        switch (server.security()) {
            case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.putAll(extra);
        Object tls = properties.getOrDefault(TLS_FACTORY, SSLSocketFactory.getDefault());
        properties.put(TLS_FACTORY, sockets.tlsFactory((SSLSocketFactory) tls));
        return properties;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
