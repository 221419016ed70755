package org.incidentcomms.email.bounce;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.incidentcomms.email.subscriber.StoreException;
import org.incidentcomms.service.digest.Sha256;
import org.jboss.logging.Logger;

/**
 * Reads the bounce mailbox over IMAP. Each message is applied first and then moved to {@code Processed} or {@code
 * Unknown}; after a crash between the two it is read again and counts once. Nothing is deleted. Used by one thread.
 */
final class BounceMailbox {
    private static final Logger LOG = Logger.getLogger(BounceMailbox.class);

    static final String PROCESSED = "Processed";
    static final String UNKNOWN = "Unknown";

    /** What is read of one message; a report begins with what matters. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_AT_ONCE = 100;

    /** Applies a report; see {@link Bounces#apply}. */
    interface Effects {
        Bounces.Outcome apply(BounceReport report, byte[] reportId);
    }

    private final ImapMailbox mailbox;
    private final BounceParser parser;
    private final Effects effects;
    /** By UID: a message that cannot be read goes behind the others. */
    private final Map<Long, Integer> failures = new HashMap<>();

    BounceMailbox(ImapMailbox mailbox, BounceParser parser, Effects effects) {
        this.mailbox = mailbox;
        this.parser = parser;
        this.effects = effects;
    }

    /**
     * Reads at most a hundred messages.
     *
     * @param mayContinue asked before each message
     * @return whether more are waiting
     * @throws MessagingException if the server fails; its message may contain addresses
     */
    boolean read(BooleanSupplier mayContinue) throws MessagingException {
        Session session = Session.getInstance(mailbox.properties());
        try (IMAPStore store = (IMAPStore) session.getStore(mailbox.protocol())) {
            store.connect(mailbox.host(), mailbox.port(), mailbox.username(), mailbox.password());
            IMAPFolder folder = (IMAPFolder) store.getFolder(mailbox.folder());
            folder.open(Folder.READ_WRITE);
            try {
                return readAll(store, folder, mayContinue);
            } finally {
                if (folder.isOpen()) {
                    folder.close(false); // true, the default, would expunge what anybody has marked as deleted
                }
            }
        }
    }

    private boolean readAll(IMAPStore store, IMAPFolder folder, BooleanSupplier mayContinue) throws MessagingException {
        Message[] waiting = folder.search(new FlagTerm(new Flags(Flags.Flag.DELETED), false));
        if (waiting.length == 0) {
            failures.clear();
            return false;
        }
        Folder processed = create(store, folder, PROCESSED);
        Folder unknown = create(store, folder, UNKNOWN);
        for (IMAPMessage message : first(folder, waiting)) {
            if (!mayContinue.getAsBoolean()) {
                return false;
            }
            long uid = folder.getUID(message);
            failures.merge(uid, 1, Integer::sum);
            Bounces.Outcome outcome = outcome(message);
            move(store, folder, message, outcome == Bounces.Outcome.UNDERSTOOD ? processed : unknown);
            failures.remove(uid);
        }
        return waiting.length > MOST_AT_ONCE;
    }

    private List<IMAPMessage> first(IMAPFolder folder, Message[] waiting) throws MessagingException {
        Map<Message, Integer> failed = new HashMap<>();
        if (!failures.isEmpty()) {
            FetchProfile uids = new FetchProfile();
            uids.add(UIDFolder.FetchProfileItem.UID);
            folder.fetch(waiting, uids);
            for (Message message : waiting) {
                failed.put(message, failures.getOrDefault(folder.getUID(message), 0));
            }
        }
        return Arrays.stream(waiting)
                .map(IMAPMessage.class::cast)
                .sorted(Comparator.comparing(message -> failed.getOrDefault(message, 0)))
                .limit(MOST_AT_ONCE)
                .toList();
    }

    /** What cannot be read or applied is put aside for a person; otherwise it would be tried again for ever. */
    private Bounces.Outcome outcome(IMAPMessage message) throws MessagingException {
        try {
            return apply(message);
        } catch (RuntimeException | StackOverflowError e) {
            if (StoreException.isDatabaseAway(e)) {
                throw e;
            }
            // not its message, which may quote the mail
            LOG.warnf(
                    "message in the bounce mailbox not understood error=%s",
                    e.getClass().getSimpleName());
            return Bounces.Outcome.UNKNOWN;
        }
    }

    private Bounces.Outcome apply(IMAPMessage message) throws MessagingException {
        byte[] content = content(message);
        MimeMessage parsed = new MimeMessage(null, new ByteArrayInputStream(content));
        String id = parsed.getHeader("Message-ID", null);
        byte[] reportId = Sha256.of(id == null ? content : id.strip().getBytes(StandardCharsets.UTF_8));
        return effects.apply(parser.parse(parsed), reportId);
    }

    private static byte[] content(IMAPMessage message) throws MessagingException {
        message.setPeek(true);
        try (InputStream in = message.getMimeStream()) {
            return in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new MessagingException("a message cannot be read", e);
        }
    }

    /** Beside the mailbox, or below it where the server allows nothing else. */
    private static Folder create(IMAPStore store, IMAPFolder folder, String name) throws MessagingException {
        Folder beside = store.getFolder(name);
        if (exists(beside)) {
            return beside;
        }
        Folder below = folder.getFolder(name);
        if (exists(below)) {
            return below;
        }
        throw new MessagingException("the folder " + name + " cannot be created");
    }

    private static boolean exists(Folder folder) throws MessagingException {
        return folder.exists() || folder.create(Folder.HOLDS_MESSAGES) || folder.exists();
    }

    /** Without MOVE (RFC 6851): copied, marked as deleted and, where only this message can be, expunged (RFC 4315). */
    private static void move(IMAPStore store, IMAPFolder folder, Message message, Folder target)
            throws MessagingException {
        Message[] one = {message};
        if (store.hasCapability("MOVE")) {
            folder.moveMessages(one, target);
            return;
        }
        folder.copyMessages(one, target);
        message.setFlag(Flags.Flag.DELETED, true);
        if (store.hasCapability("UIDPLUS")) {
            Message[] unused = folder.expunge(one);
        }
    }
}
