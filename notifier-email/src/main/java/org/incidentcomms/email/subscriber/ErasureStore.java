package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** SQL that deletes what is stored about one person. Every table with an address or a subscriber's key is named here. */
@Singleton
class ErasureStore {
    private final AddressSafeDatabase database;

    ErasureStore(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    /** The subscriber with this address, locked until the transaction ends: first, as everybody else does it. */
    Optional<Long> subscriberId(EmailAddress address) {
        return database.find(
                "select id from subscriber where lower(address) = ? for update", row -> row.getLong(1), address.key());
    }

    /** Deletes requests to join and their tokens; waits for one that is just being confirmed. */
    Map<String, Integer> deleteRequests(EmailAddress address) {
        Map<String, Integer> deleted = new LinkedHashMap<>();
        deleted.put(
                "confirmation_token",
                database.update(
                        "delete from confirmation_token where request_id in"
                                + " (select id from subscription_request where lower(address) = ?)",
                        address.key()));
        deleted.put(
                "subscription_request",
                database.update("delete from subscription_request where lower(address) = ?", address.key()));
        return deleted;
    }

    /**
     * Deletes mails about subscriptions to this address, and the hashes of sent ones to its mailbox, which only count
     * them. A mail that waits for another address of the mailbox is somebody else's.
     */
    int deleteMails(EmailAddress address, List<byte[]> mailboxHashes) {
        int deleted = database.update("delete from subscription_mail where lower(address) = ?", address.key());
        for (byte[] hash : mailboxHashes) {
            deleted +=
                    database.update("delete from subscription_mail where mailbox_hash = ? and address is null", hash);
        }
        return deleted;
    }

    /** Deletes a subscriber and what names it, except ids in the ledger and in the audit trail. */
    Map<String, Integer> deleteSubscriber(long id) {
        Map<String, Integer> deleted = new LinkedHashMap<>();
        deleted.put(
                "incident_subscription",
                database.update("delete from incident_subscription where subscriber_id = ?", id));
        deleted.put("bounce", database.update("delete from bounce where subscriber_id = ?", id));
        deleted.put("quarantine", database.update("delete from quarantine where subscriber_id = ?", id));
        deleted.put("subscriber", database.update("delete from subscriber where id = ?", id));
        deleted.put(
                "delivery_detail",
                database.update(
                                "update open_delivery set detail = null"
                                        + " where recipient = ? and destination = 'email' and detail is not null",
                                id)
                        + database.update(
                                "update dead_letter set detail = null where kind = 'delivery' and recipient = ?"
                                        + " and destination = 'email' and detail is not null",
                                id));
        return deleted;
    }

    /** Whether anything is stored under this address. */
    boolean isKnown(EmailAddress address) {
        return database.exists("""
                select where exists (select from subscriber where lower(address) = ?)
                    or exists (select from subscription_request where lower(address) = ?)
                    or exists (select from subscription_mail where lower(address) = ?)""", address.key(), address.key(), address.key());
    }
}
