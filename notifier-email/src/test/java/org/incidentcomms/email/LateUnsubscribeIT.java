package org.incidentcomms.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.agroal.api.AgroalDataSource;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.flywaydb.core.Flyway;
import org.incidentcomms.email.bounce.ReturnPaths;
import org.incidentcomms.email.message.BuiltInMails;
import org.incidentcomms.email.message.FromAddress;
import org.incidentcomms.email.message.MailSettings;
import org.incidentcomms.email.smtp.SmtpTransport;
import org.incidentcomms.email.subscriber.LinkTokens;
import org.incidentcomms.email.subscriber.SubscriberStore;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.ReceivedMail;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subscriber unsubscribes while their mail waits for a connection. */
class LateUnsubscribeIT {
    private static final String DATABASE = "late_unsubscribe";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final PublishedEvent EVENT =
            ClickTime.published(new StatusEvent.IncidentOpened(ClickTime.outage(ClickTime.DOWN), ClickTime.DOWN.id()));
    private static final MailSettings SETTINGS = new MailSettings(
            FromAddress.parse("ClickTime Status <status@clicktime.example>"),
            "mail.clicktime.example",
            URI.create("https://updates.clicktime.example"));

    private final EmbeddedPostgresServer postgres = SharedServers.postgres();
    private final AgroalDataSource dataSource = emptyDatabase();
    private final MailServer server = MailServer.start(0);
    private final SmtpTransport transport = SmtpTransport.plain("127.0.0.1", server.port(), 2, Clock.systemUTC());
    private final AtomicLong nanos = new AtomicLong();
    private final EmailChannel channel = new EmailChannel(
            new SubscriberStore(dataSource),
            BuiltInMails.cache(SETTINGS, ClickTime.COMPANY),
            new LinkTokens(List.of("a-secret-for-tests-only")),
            transport,
            ReturnPaths.single("status@clicktime.example"),
            (id, event, detail) -> {},
            Clock.systemUTC(),
            nanos::get);

    private final CountDownLatch bothBusy = new CountDownLatch(2);
    private final CountDownLatch answered = new CountDownLatch(1);

    @BeforeEach
    void twoConnectionsAreBusyAndPatsMailWaits() {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/email")
                .load()
                .migrate();
        update("insert into subscriber (address, recipient_key, confirmed_at, created_at)"
                + " select name || '@customer.example', rpad(name, 22, 'k'), '2026-01-01Z', '2026-01-01Z'"
                + " from unnest(array['sue', 'kim', 'pat']) name");
        server.faults()
                .reply(
                        Stage.RCPT,
                        recipient -> {
                            bothBusy.countDown();
                            awaitLatch(answered);
                            return false;
                        },
                        "250 never said",
                        1);
    }

    @AfterEach
    void close() {
        answered.countDown();
        transport.close();
        server.close();
        dataSource.close();
        postgres.dropDatabase(DATABASE);
    }

    @Test
    void whoUnsubscribedWhileTheMailWaitedForAConnectionGetsNone() throws Exception {
        List<FutureTask<DeliveryResult>> sending = patsMailWaits();

        nanos.addAndGet(EmailChannel.READING_HOLDS.toNanos() + 1);
        update("delete from subscriber where address = 'pat@customer.example'");
        answered.countDown();

        assertThat(sending.get(2).get()).isEqualTo(DeliveryResult.skipped(SkipReason.LEFT));
        assertThat(sending.get(0).get()).isEqualTo(DeliveryResult.delivered());
        assertThat(sending.get(1).get()).isEqualTo(DeliveryResult.delivered());
        assertThat(server.await(2, SOON))
                .extracting(ReceivedMail::recipient)
                .containsExactlyInAnyOrder("sue@customer.example", "kim@customer.example");
    }

    @Test
    void whoIsStillOnTheListGetsTheirMailHoweverLongItWaited() throws Exception {
        List<FutureTask<DeliveryResult>> sending = patsMailWaits();

        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        answered.countDown();

        assertThat(sending.get(2).get()).isEqualTo(DeliveryResult.delivered());
        assertThat(server.await(3, SOON)).extracting(ReceivedMail::recipient).contains("pat@customer.example");
    }

    @Test
    void whoseSubscriptionCannotBeReadAgainIsDeferredAndNotUncertain() throws Exception {
        List<FutureTask<DeliveryResult>> sending = patsMailWaits();
        nanos.set(EmailChannel.READING_HOLDS.toNanos() + 1);
        update("alter table subscriber rename to unreadable");

        answered.countDown();

        assertThat(sending.get(2).get()).isInstanceOf(DeliveryResult.Deferred.class);
        assertThat(server.await(2, SOON)).extracting(ReceivedMail::recipient).doesNotContain("pat@customer.example");
    }

    /** The list was read once for all three; the first two are held at the server, the third waits. */
    private List<FutureTask<DeliveryResult>> patsMailWaits() throws InterruptedException {
        List<FutureTask<DeliveryResult>> sending = new ArrayList<>();
        List<Addressee> readOnce = channel.recipients(EVENT, 1, 3);
        for (Addressee addressee : readOnce) {
            if (sending.size() == 2) {
                bothBusy.await();
            }
            FutureTask<DeliveryResult> task =
                    new FutureTask<>(() -> channel.deliver(new Delivery<>(EVENT, addressee, 1)));
            sending.add(task);
            Thread thread = Thread.ofPlatform().daemon().start(task);
            if (sending.size() == 3) {
                await().until(() ->
                        thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
            }
        }
        return sending;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void update(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private AgroalDataSource emptyDatabase() {
        postgres.dropDatabase(DATABASE);
        postgres.createDatabase(DATABASE);
        return postgres.dataSource(DATABASE);
    }
}
