package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Addresses that left, as keyed hashes only: nobody can read them, and without the secret nobody can test an address
 * against them.
 */
@Singleton
class DepartedStore {
    private final AddressSafeDatabase database;
    private final LinkTokens secrets;

    DepartedStore(DataSource dataSource, LinkTokens secrets) {
        this.database = new AddressSafeDatabase(dataSource);
        this.secrets = secrets;
    }

    void add(EmailAddress address, Instant now) {
        int unused = database.update(
                "insert into departed (address_hash, left_at) values (?, ?)"
                        + " on conflict (address_hash) do update set left_at = excluded.left_at",
                secrets.addressHashes(address.key()).getFirst(),
                now);
    }

    boolean contains(EmailAddress address) {
        return secrets.addressHashes(address.key()).stream()
                .anyMatch(hash -> database.exists("select from departed where address_hash = ?", hash));
    }

    /** The person came back by their own wish. */
    void remove(EmailAddress address) {
        for (byte[] hash : secrets.addressHashes(address.key())) {
            int unused = database.update("delete from departed where address_hash = ?", hash);
        }
    }
}
