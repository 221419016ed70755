package org.incidentcomms.email.bounce;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;

/**
 * Lets one replica at a time read a mailbox. It saves work and log noise; that a report counts once does not depend on it.
 */
@Singleton
class MailboxLease {
    /** After this another replica takes over from one that died. */
    static final Duration LENGTH = Duration.ofMinutes(2);

    private final Database database;
    private final Clock clock;
    private final String owner = UUID.randomUUID().toString();

    MailboxLease(DataSource dataSource, Clock clock) {
        this.database = new Database(dataSource);
        this.clock = clock;
    }

    /** Takes or renews the lease; false while another replica holds it. */
    boolean take(String mailbox) {
        Instant now = clock.instant();
        return database.update("""
                        insert into mailbox_lease (mailbox, owner, leased_until) values (?, ?, ?)
                        on conflict (mailbox) do update set owner = excluded.owner, leased_until = excluded.leased_until
                        where mailbox_lease.owner = excluded.owner or mailbox_lease.leased_until <= ?""", mailbox, owner, now.plus(LENGTH), now) > 0;
    }

    void release(String mailbox) {
        int unused = database.update("delete from mailbox_lease where mailbox = ? and owner = ?", mailbox, owner);
    }
}
