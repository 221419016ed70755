package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Stores the rows of an import, one transaction per batch. */
@Singleton
class ImportBatches {
    /** How many rows were added, and how many not because their address left. */
    record Result(int added, int left) {}

    private final ImportStore store;
    private final LinkTokens secrets;
    private final RecipientKeys keys;
    private final SubscriptionMails mails;
    private final Clock clock;

    ImportBatches(ImportStore store, LinkTokens secrets, RecipientKeys keys, SubscriptionMails mails, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.keys = keys;
        this.mails = mails;
        this.clock = clock;
    }

    @Transactional
    Result add(List<ImportRow> rows, boolean welcome, String operator) {
        if (rows.isEmpty()) {
            return new Result(0, 0);
        }
        Set<String> departed = store.departed(
                rows.stream().flatMap(row -> hashes(row).stream()).toList());
        List<ImportRow> wanted = new ArrayList<>();
        List<String> cameBack = new ArrayList<>();
        for (ImportRow row : rows) {
            if (row.askedAgain()) {
                cameBack.addAll(hashes(row));
            }
            if (row.askedAgain() || hashes(row).stream().noneMatch(departed::contains)) {
                wanted.add(row);
            }
        }
        store.forgetDeparted(cameBack);
        List<ImportStore.Added> added =
                store.add(wanted, row -> row.askedAgain() ? List.of() : hashes(row), keys, operator, clock.instant());
        if (welcome) {
            added.stream().filter(ImportStore.Added::active).forEach(mails::welcome);
        }
        return new Result(added.size(), rows.size() - wanted.size());
    }

    private List<String> hashes(ImportRow row) {
        return secrets.addressHashes(row.address().key()).stream()
                .map(ImportStore::hex)
                .toList();
    }
}
