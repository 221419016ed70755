package org.incidentcomms.local.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Addresses of a running stack: a file in its data directory, written once all parts are ready.
 *
 * @param mailbox URL of the mailbox, empty if mail is sent to the user's own server
 * @param postsForReal whether posts are sent to X, not only logged by the dry run
 */
public record RunningStack(
        URI incidentApi,
        URI notifierEmail,
        URI notifierTwitter,
        URI notifierBlog,
        Optional<URI> mailbox,
        boolean postsForReal) {

    private static final String FILE = "stack.properties";

    public static RunningStack of(StackSettings settings) {
        return new RunningStack(
                settings.http(StackPort.INCIDENT_API),
                settings.http(StackPort.NOTIFIER_EMAIL),
                settings.http(StackPort.NOTIFIER_TWITTER),
                settings.http(StackPort.NOTIFIER_BLOG),
                settings.mailsOutside() ? Optional.empty() : Optional.of(settings.http(StackPort.MAILBOX)),
                settings.postsForReal());
    }

    /** The stack on this data directory, if it is running. */
    public static Optional<RunningStack> in(Path data) {
        Properties values = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve(FILE))) {
            values.load(reader);
        } catch (IOException none) {
            return Optional.empty();
        }
        return Optional.of(new RunningStack(
                URI.create(values.getProperty("incident-api")),
                URI.create(values.getProperty("notifier-email")),
                URI.create(values.getProperty("notifier-twitter")),
                URI.create(values.getProperty("notifier-blog")),
                Optional.ofNullable(values.getProperty("mailbox")).map(URI::create),
                Boolean.parseBoolean(values.getProperty("posts-for-real"))));
    }

    public void write(Path data) {
        Properties values = new Properties();
        values.setProperty("incident-api", incidentApi.toString());
        values.setProperty("notifier-email", notifierEmail.toString());
        values.setProperty("notifier-twitter", notifierTwitter.toString());
        values.setProperty("notifier-blog", notifierBlog.toString());
        mailbox.ifPresent(address -> values.setProperty("mailbox", address.toString()));
        values.setProperty("posts-for-real", String.valueOf(postsForReal));
        try (var writer = Files.newBufferedWriter(data.resolve(FILE))) {
            values.store(writer, "addresses of the running stack");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + data.resolve(FILE), e);
        }
    }

    public static void forget(Path data) {
        try {
            Files.deleteIfExists(data.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + data.resolve(FILE), e);
        }
    }
}
