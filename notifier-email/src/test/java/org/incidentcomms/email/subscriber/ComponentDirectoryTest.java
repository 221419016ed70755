package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.incidentcomms.testkit.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The list of components while the database hangs or fails. */
class ComponentDirectoryTest {
    private static final List<ComponentDirectory.Entry> ONE =
            List.of(new ComponentDirectory.Entry("web-app", "Web app"));

    private interface Connecting {
        Connection connect() throws SQLException;
    }

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Connecting database = ComponentDirectoryTest::oneComponent;
    private final ComponentDirectory directory = new ComponentDirectory(
            fake(DataSource.class, (method, call) -> {
                asked.incrementAndGet();
                return database.connect();
            }),
            clock);

    @Test
    void whileOneReadsTheOthersGetWhatIsKnown() throws Exception {
        assertThat(directory.all()).isEqualTo(ONE);
        clock.pass(Duration.ofMinutes(2));
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        database = () -> {
            reading.countDown();
            await(hanging);
            return oneComponent();
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(directory::all);
            await(reading);

            Future<List<ComponentDirectory.Entry>> second = threads.submit(directory::all);

            try {
                assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(ONE);
                assertThat(first.isDone()).isFalse();
            } finally {
                hanging.countDown();
            }
        }
    }

    @Test
    void afterAFailureWhatIsKnownIsServedAndTheDatabaseLeftAloneForSomeSeconds() {
        assertThat(directory.all()).isEqualTo(ONE);
        clock.pass(Duration.ofMinutes(2));
        database = () -> {
            throw new SQLException("away", "08006");
        };

        assertThat(directory.all()).isEqualTo(ONE);
        assertThat(directory.all()).isEqualTo(ONE);
        assertThat(asked).hasValue(2);

        clock.pass(Duration.ofSeconds(10));
        database = ComponentDirectoryTest::oneComponent;
        assertThat(directory.all()).isEqualTo(ONE);
        assertThat(asked).hasValue(3);
    }

    @Test
    void aFailureBeforeAnythingIsKnownIsOne() {
        database = () -> {
            throw new SQLException("away", "08006");
        };

        assertThatThrownBy(directory::all).isInstanceOf(StoreException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection oneComponent() {
        AtomicInteger row = new AtomicInteger();
        ResultSet rows = fake(ResultSet.class, (method, call) -> switch (method) {
            case "next" -> row.getAndIncrement() == 0;
            case "getString" -> call[0].equals("name") ? "Web app" : "web-app";
            default -> null;
        });
        PreparedStatement statement =
                fake(PreparedStatement.class, (method, call) -> method.equals("executeQuery") ? rows : null);
        return fake(Connection.class, (method, call) -> method.equals("prepareStatement") ? statement : null);
    }

    private interface Fake {
        @Nullable Object call(String method, Object[] arguments) throws SQLException;
    }

    private static <T> T fake(Class<T> type, Fake fake) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> fake.call(method.getName(), arguments)));
    }
}
