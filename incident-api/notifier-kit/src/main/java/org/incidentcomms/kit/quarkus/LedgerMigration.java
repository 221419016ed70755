package org.incidentcomms.kit.quarkus;

/**
 * Migrates the ledger's database before the notifier starts, for a service that must start without a database. Without
 * such a bean the database is migrated when the service starts.
 */
public interface LedgerMigration {

    /** @throws IllegalStateException if no database is configured; the message names the setting */
    void check();

    /** Fails while the database does not answer; then called again. */
    void migrate();
}
