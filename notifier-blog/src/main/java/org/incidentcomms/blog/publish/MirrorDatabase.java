package org.incidentcomms.blog.publish;

import io.quarkus.arc.InjectableInstance;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;
import org.incidentcomms.kit.quarkus.LedgerMigration;

/** Migrates the ledger's database once it answers; the site serves its files meanwhile. */
@Singleton
class MirrorDatabase implements LedgerMigration {
    private final InjectableInstance<Flyway> flyway;

    MirrorDatabase(@Any InjectableInstance<Flyway> flyway) {
        this.flyway = flyway;
    }

    @Override
    public void check() {
        if (flyway.listActive().isEmpty()) {
            throw new IllegalStateException(
                    "A mirror is configured (WORDPRESS_URL or GIT_URL), so QUARKUS_DATASOURCE_JDBC_URL must name a"
                            + " PostgreSQL database, with QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD.");
        }
    }

    @Override
    public void migrate() {
        flyway.getActive().migrate();
    }
}
