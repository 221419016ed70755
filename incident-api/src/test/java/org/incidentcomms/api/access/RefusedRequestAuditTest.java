package org.incidentcomms.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusedRequestAuditTest {
    private static final DataSource NONE = (DataSource) Proxy.newProxyInstance(
            RefusedRequestAuditTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
                throw new UnsupportedOperationException();
            });

    /** Takes lines but for those before which it fails. */
    private static final class OddStore extends AuditStore {
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final Queue<Throwable> failures;

        OddStore(JsonColumns documents, List<Throwable> failures) {
            super(new Database(NONE), documents);
            this.failures = new ArrayDeque<>(failures);
        }

        @Override
        void add(
                Instant at,
                Caller caller,
                String action,
                String resourceId,
                long version,
                @Nullable String before,
                @Nullable String after) {
            switch (failures.poll()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> taken.add(caller.name());
            }
        }
    }

    @Test
    void a_line_the_database_chokes_on_is_lost_and_the_next_is_written() throws InterruptedException {
        JsonColumns documents = new JsonColumns(new ObjectMapper());
        OddStore store = new OddStore(
                documents,
                List.of(
                        new AssertionError("the driver's, of a connection that died"),
                        new IllegalStateException("odd"),
                        new NullPointerException(),
                        new StackOverflowError("nobody expects it")));
        RefusedRequestAudit refusals =
                new RefusedRequestAudit(store, documents, Clock.systemUTC(), Duration.ofMinutes(1));
        refusals.start(new StartupEvent());
        try {
            for (String name : List.of("first", "second", "third", "fourth", "fifth", "sixth")) {
                refusals.refused(name, "127.0.0.1", "POST", "/v1/incidents", 403);
            }

            await().until(() -> store.taken.size() == 2);
            assertThat(store.taken).containsExactly("fifth", "sixth");
        } finally {
            refusals.stop(new ShutdownEvent());
        }
    }
}
