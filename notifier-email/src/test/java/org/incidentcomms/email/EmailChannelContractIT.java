package org.incidentcomms.email;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.incidentcomms.email.bounce.ReturnPaths;
import org.incidentcomms.email.message.BuiltInMails;
import org.incidentcomms.email.message.FromAddress;
import org.incidentcomms.email.message.MailSettings;
import org.incidentcomms.email.smtp.SmtpTransport;
import org.incidentcomms.email.subscriber.LinkTokens;
import org.incidentcomms.email.subscriber.SubscriberStore;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.testkit.contract.ChannelContract;
import org.incidentcomms.testkit.contract.RemoteSystem;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;

/** The contract every channel must fulfil, for the mail channel. */
class EmailChannelContractIT extends ChannelContract {
    /**
     * As in the service: the driver's debug log quotes parameters. The reference is held, or the logger is
     * garbage-collected.
     */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    static {
        DRIVER.setLevel(Level.INFO);
    }

    private static final int CONNECTIONS = 4;
    private static final String SECRET = "a-secret-for-tests-only";
    private static final List<String> PEOPLE =
            List.of("pat@customer.example", "sue@customer.example", "kim@elsewhere.example");
    private static final MailSettings SETTINGS = new MailSettings(
            FromAddress.parse("ClickTime Status <status@clicktime.example>"),
            "mail.clicktime.example",
            URI.create("https://updates.clicktime.example"));

    private final MailServer server = MailServer.start(0);
    private final SmtpTransport transport =
            SmtpTransport.plain("127.0.0.1", server.port(), CONNECTIONS, Clock.systemUTC());
    private final RemoteSystem outside = new MailOutside(server);

    @Override
    protected Channel<?> channel(DataSource dataSource) {
        return new EmailChannel(
                new SubscriberStore(dataSource),
                BuiltInMails.cache(SETTINGS, ClickTime.COMPANY),
                new LinkTokens(List.of(SECRET)),
                transport,
                ReturnPaths.single("status@clicktime.example"),
                (id, event, detail) -> {},
                Clock.systemUTC());
    }

    @Override
    protected List<String> migrations() {
        return List.of("classpath:db/email");
    }

    @Override
    protected RemoteSystem outside() {
        return outside;
    }

    @Override
    protected int enrol(DataSource dataSource) {
        String sql = "insert into subscriber (address, recipient_key, confirmed_at, created_at)"
                + " values (?, ?, now() - interval '1 year', now() - interval '1 year')";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < PEOPLE.size(); i++) {
                statement.setString(1, PEOPLE.get(i));
                statement.setString(2, "keyOfSubscriberNumber" + i);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return PEOPLE.size();
    }

    @Override
    protected List<String> secrets() {
        return List.of("customer.example", "elsewhere.example", SECRET, "keyOfSubscriberNumber");
    }

    @Override
    protected int doubledPerKill() {
        return 2 * CONNECTIONS;
    }

    /** The mail server with the faults the contract asks for. */
    private record MailOutside(MailServer server, AtomicInteger refusals) implements RemoteSystem {
        MailOutside(MailServer server) {
            this(server, new AtomicInteger());
        }

        @Override
        public List<Accepted> accepted() {
            return server.messages().stream()
                    .map(mail -> new Accepted(
                            mail.recipient(), mail.header("Message-ID"), mail.subject() + "\n" + mail.text()))
                    .toList();
        }

        @Override
        public void refuseNext(int times) {
            AtomicInteger left = new AtomicInteger(times);
            server.faults()
                    .reply(
                            Stage.RCPT,
                            address -> {
                                if (left.getAndDecrement() > 0) {
                                    refusals.incrementAndGet();
                                }
                                return true;
                            },
                            "451 4.3.0 try again later",
                            times);
        }

        @Override
        public void loseNextAnswer() {
            server.faults().cutAfterAccepting(1);
        }

        @Override
        public void goDown() {
            Outage.begins(server);
        }

        @Override
        public void comeUp() {
            Outage.ends(server);
        }

        @Override
        public void reset() {
            Outage.ends(server);
            server.faults().clear();
            server.clear();
            refusals.set(0);
        }

        @Override
        public int attemptsInVain() {
            return refusals.get();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
