package org.incidentcomms.testkit.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Messages as files, one per envelope recipient, and an in-memory index of the newest ones.
 *
 * <p>A file is written atomically. Its name is the time of acceptance and a number, so that the order of names is the
 * order of acceptance; its first header, {@code Delivered-To}, is the envelope recipient. Files older than the index
 * stay on disk.
 */
final class MailArchive {

    private static final Pattern ID = Pattern.compile("\\d{13}-\\d{9}");
    private static final String SUFFIX = ".eml";
    private static final int CHUNK = 1000;

    private final Path directory;
    private final int indexed;
    private final Clock clock;
    private final List<Entry> index = new ArrayList<>();
    private long number;
    private boolean cleared;

    /** One index entry. */
    record Entry(String id, String to, String subject) {

        Instant receivedAt() {
            return Instant.ofEpochMilli(Long.parseLong(id.substring(0, 13)));
        }
    }

    /** One page of matching entries, newest first, and the total number of matches. */
    record Page(List<Entry> entries, int total) {}

    private MailArchive(Path directory, int indexed, Clock clock, long number) {
        this.directory = directory;
        this.indexed = indexed;
        this.clock = clock;
        this.number = number;
    }

    /**
     * Opens this directory, creating it if needed. The newest messages are indexed when this returns; older ones are
     * indexed in the background, because reading a hundred thousand headers takes seconds.
     */
    static MailArchive open(Path directory, int indexed, Clock clock) {
        List<String> ids;
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                ids = files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(SUFFIX))
                        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                        .filter(ID.asMatchPredicate())
                        .sorted(Comparator.reverseOrder())
                        .limit(indexed)
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the mail directory " + directory, e);
        }
        long next = ids.isEmpty() ? 0 : Long.parseLong(ids.getFirst().substring(14)) + 1;
        MailArchive archive = new MailArchive(directory, indexed, clock, next);
        archive.prepend(ids.subList(0, Math.min(CHUNK, ids.size())));
        if (ids.size() > CHUNK) {
            Thread.ofPlatform().daemon().name("mail-index").start(() -> {
                for (int from = CHUNK; from < ids.size(); from += CHUNK) {
                    archive.prepend(ids.subList(from, Math.min(from + CHUNK, ids.size())));
                }
            });
        }
        return archive;
    }

    /** Stores a message; it is in its file when this returns. */
    void add(String recipient, MimeMessage message) {
        String id;
        synchronized (this) {
            id = String.format(Locale.ROOT, "%013d-%09d", clock.millis(), number++);
        }
        Path part = directory.resolve(id + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                out.write(("Delivered-To: " + recipient + "\r\n").getBytes(StandardCharsets.UTF_8));
                message.writeTo(out);
            }
            Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE);
            remember(new Entry(id, recipient, StoredMail.decoded(message.getHeader("Subject", null))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store message " + id, e);
        } catch (MessagingException e) {
            throw new IllegalStateException("unreadable message " + id, e);
        }
    }

    /** Entries whose recipient contains this text, from that offset on. */
    synchronized Page page(String to, int offset, int limit) {
        String wanted = to.strip().toLowerCase(Locale.ROOT);
        List<Entry> entries = new ArrayList<>();
        int total = 0;
        for (Entry entry : index.reversed()) {
            if (wanted.isEmpty() || entry.to().toLowerCase(Locale.ROOT).contains(wanted)) {
                if (total >= offset && entries.size() < limit) {
                    entries.add(entry);
                }
                total++;
            }
        }
        return new Page(entries, total);
    }

    /** Number of messages ever stored in this directory since it was cleared. */
    synchronized long accepted() {
        return number;
    }

    /** A message with all its parts. */
    Optional<StoredMail> read(String id) {
        if (!ID.matcher(id).matches() || !Files.exists(file(id))) {
            return Optional.empty();
        }
        try {
            return Optional.of(StoredMail.parse(id, Files.readAllBytes(file(id))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read message " + id, e);
        }
    }

    /** Deletes all messages. */
    synchronized void clear() {
        cleared = true;
        index.clear();
        number = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + directory, e);
        }
    }

    /** Indexes older messages, newest first. */
    private void prepend(List<String> ids) {
        List<Entry> older = ids.reversed().stream()
                .map(this::entry)
                .flatMap(Optional::stream)
                .toList();
        synchronized (this) {
            if (!cleared) {
                index.addAll(0, older);
            }
        }
    }

    /** A mailing to many recipients has one subject; interning it saves most of the memory. */
    private synchronized void remember(Entry entry) {
        String last = index.isEmpty() ? "" : index.getLast().subject();
        index.add(last.equals(entry.subject()) ? new Entry(entry.id(), entry.to(), last) : entry);
        if (index.size() > indexed + indexed / 10) {
            index.subList(0, index.size() - indexed).clear();
        }
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }

    /** Empty if the message was deleted meanwhile. */
    private Optional<Entry> entry(String id) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file(id)), 4096)) {
            InternetHeaders headers = new InternetHeaders(in, true);
            String to = headers.getHeader("Delivered-To", null);
            String subject = StoredMail.decoded(headers.getHeader("Subject", null));
            return Optional.of(new Entry(id, to == null ? "" : to, subject));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read message " + id, e);
        } catch (MessagingException e) {
            return Optional.of(new Entry(id, "", "(unreadable)"));
        }
    }
}
