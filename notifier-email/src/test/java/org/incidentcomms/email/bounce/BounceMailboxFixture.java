package org.incidentcomms.email.bounce;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.incidentcomms.email.bounce.BounceConfig.ImapSecurity;
import org.incidentcomms.email.subscriber.LinkTokens;
import org.incidentcomms.service.storage.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A mailbox of returned mails, and the subscribers whose mails were returned. */
abstract class BounceMailboxFixture {
    static final String USER = "bounces";
    static final String PASSWORD = "a-password-for-tests";
    static final String USER_UNKNOWN = "postfix-user-unknown.eml";

    @Inject
    Bounces bounces;

    @Inject
    BounceParser parser;

    @Inject
    ReturnPaths returnPaths;

    @Inject
    LinkTokens links;

    @Inject
    DataSource dataSource;

    final GreenMail imap = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));

    @SuppressWarnings("NullAway.Init") // set before each test
    GreenMailUser user;

    @SuppressWarnings("NullAway.Init")
    Database database;

    @BeforeEach
    void start() {
        imap.start();
        user = imap.setUser("bounces@clicktime.example", USER, PASSWORD);
        database = new Database(dataSource);
    }

    @AfterEach
    void stop() {
        imap.stop();
    }

    record Listed(long id, String address, String key) {}

    BounceMailbox mailbox() {
        return new BounceMailbox(settings(), parser, bounces::apply);
    }

    ImapMailbox settings() {
        return new ImapMailbox(
                "127.0.0.1",
                imap.getImap().getPort(),
                USER,
                PASSWORD,
                ImapSecurity.NONE,
                "INBOX",
                Duration.ofSeconds(20),
                Duration.ofSeconds(1));
    }

    Listed subscriber() {
        return subscriber(UUID.randomUUID() + ".example"); // many bounces in one domain are no quarantines
    }

    Listed subscriber(String domain) {
        String address = UUID.randomUUID() + "@" + domain;
        return database.find(
                        "insert into subscriber (address, recipient_key, confirmed_at, created_at)"
                                + " values (?, substr(replace(gen_random_uuid()::text, '-', ''), 1, 22), now() - interval '30 days',"
                                + " now() - interval '30 days') returning id, recipient_key",
                        row -> new Listed(row.getLong(1), address, row.getString(2)),
                        address)
                .orElseThrow();
    }

    BounceSamples samples(Listed person) {
        return new BounceSamples(returnPaths.of(person.key()).toUpperCase(Locale.ROOT), person.key());
    }

    void arrives(String sample, Listed person) {
        // Each is a message of its own, although some samples share a Message-ID.
        arrives(samples(person).raw(sample).replace("Message-ID: <2", "Message-ID: <" + person.id() + ".2"));
    }

    void arrives(String raw) {
        user.deliver(BounceSamples.parse(raw));
    }

    String state(Listed person) {
        return database.find("select state from subscriber where id = ?", row -> row.getString(1), person.id())
                .orElse("gone");
    }

    long bounceRows(Listed person) {
        return database.find("select count(*) from bounce where subscriber_id = ?", row -> row.getLong(1), person.id())
                .orElseThrow();
    }

    long changes(Listed person, String action) {
        return database.find(
                        "select count(*) from subscriber_change where subscriber_id = ? and action = ?",
                        row -> row.getLong(1),
                        person.id(),
                        action)
                .orElseThrow();
    }

    int count(String folder) {
        ImapHostManager store = imap.getManagers().getImapHostManager();
        try {
            var found = folder.equals("INBOX") ? store.getInbox(user) : store.getFolder(user, folder);
            return found == null ? 0 : found.getMessageCount();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }
}
