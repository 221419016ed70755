package org.incidentcomms.api.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.incidentcomms.service.digest.Sha256;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlugStoreIT {
    private static final String DATABASE = "slug_store";

    private AgroalDataSource dataSource;
    private SlugStore slugs;

    @BeforeEach
    void createTable() {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.start();
        postgres.dropDatabase(DATABASE);
        postgres.createDatabase(DATABASE);
        dataSource = postgres.dataSource(DATABASE);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/api")
                .load()
                .migrate();
        slugs = new SlugStore(new Database(dataSource));
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void the_plain_slug_comes_first_then_it_is_numbered() {
        assertThat(claimed("slow")).isEqualTo(1);
        assertThat(claimed("slow")).isEqualTo(2);
        assertThat(claimed("slow")).isEqualTo(3);
        assertThat(slugs.claim(SlugStore.POSTS, "slow")).isEqualTo(1);
        assertThat(stored()).contains(Sha256.hex("slow"), Sha256.hex("slow-2"), Sha256.hex("slow-3"));
    }

    @Test
    void a_number_that_another_title_ends_with_is_left_out() {
        assertThat(claimed("slow-2")).isEqualTo(1);
        assertThat(claimed("slow-3")).isEqualTo(1);

        assertThat(claimed("slow")).isEqualTo(1);
        assertThat(claimed("slow")).isEqualTo(4);
        assertThat(claimed("slow")).isEqualTo(5);
        assertThat(claimed("slow-4")).as("taken, and no number is").isEqualTo(2);
    }

    @Test
    void who_claims_what_another_transaction_is_claiming_waits_for_it_and_takes_the_next() throws SQLException {
        CompletableFuture<Integer> second;
        try (Connection first = dataSource.getConnection()) {
            first.setAutoCommit(false);
            assertThat(new SlugStore(Database.on(first)).claim(SlugStore.INCIDENTS, "slow"))
                    .isEqualTo(1);
            second = CompletableFuture.supplyAsync(() -> claimed("slow"));
            await().until(this::somebodyWaits);
            first.commit();
        }

        assertThat(second.join()).isEqualTo(2);
    }

    @Test
    void many_at_once_get_a_number_each() {
        List<CompletableFuture<Integer>> claims = IntStream.range(0, 40)
                .mapToObj(each -> CompletableFuture.supplyAsync(() -> claimed("slow")))
                .toList();

        assertThat(claims).extracting(CompletableFuture::join).doesNotHaveDuplicates();
    }

    private int claimed(String base) {
        return slugs.claim(SlugStore.INCIDENTS, base);
    }

    private boolean somebodyWaits() {
        return new Database(dataSource)
                .find(
                        "select 1 from pg_stat_activity where datname = ? and wait_event_type = 'Lock'",
                        row -> true,
                        DATABASE)
                .isPresent();
    }

    private List<String> stored() {
        return new Database(dataSource).query("select slug from slug", row -> row.getString(1));
    }
}
