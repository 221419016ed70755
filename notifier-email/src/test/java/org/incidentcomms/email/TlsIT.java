package org.incidentcomms.email;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.awaitility.core.ConditionFactory;
import org.incidentcomms.events.Impact;
import org.incidentcomms.testkit.Patience;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.ServiceProcess;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.tls.CertificateAuthority;
import org.incidentcomms.testkit.tls.CertificateAuthority.Identity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka, PostgreSQL, mail server, bounce mailbox and identity provider, each by TLS with a certificate of an authority that
 * only the company knows; Kafka wants the service's certificate, too.
 */
class TlsIT {
    private static final String DATABASE = "notifier_email";
    private static final int KAFKA_PORT = Ports.free();

    @TempDir
    static Path folder;

    private static CertificateAuthority authority;
    private static Identity server;
    private static Path certificate;
    private static EmbeddedKafka kafka;
    private static EmbeddedPostgresServer postgres;

    @BeforeAll
    static void start() throws IOException {
        authority = CertificateAuthority.in(folder.resolve("authority"));
        server = authority.identity("server");
        Identity service = authority.identity("notifier-email");
        certificate = Files.writeString(
                folder.resolve("certificate.pem"), Files.readString(service.key()) + Files.readString(service.chain()));
        kafka = EmbeddedKafka.startWithTls(
                folder.resolve("kafka"),
                KAFKA_PORT,
                Map.of(
                        "ssl.keystore.location",
                        server.keyStore().toString(),
                        "ssl.keystore.type",
                        "PKCS12",
                        "ssl.keystore.password",
                        CertificateAuthority.PASSWORD,
                        "ssl.truststore.location",
                        authority.certificate().toString(),
                        "ssl.truststore.type",
                        "PEM"));
        postgres = EmbeddedPostgresServer.fastForTests();
        postgres.enableTls(server.chain(), server.key());
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @BeforeEach
    void empty() {
        postgres.dropDatabase(DATABASE);
        postgres.createDatabase(DATABASE);
    }

    @Test
    void anEventBecomesAMailAndABounceIsRead() throws Exception {
        try (TlsPeers peers = TlsPeers.start(server, "127.0.0.1");
                StatusEventsTopic topic = StatusEventsTopic.fresh(kafka);
                ServiceProcess service = service(peers, trusting())) {
            String address = service.awaitAddress();
            peers.bounce();
            // The key that verifies the token comes from the provider.
            given().baseUri(address)
                    .auth()
                    .oauth2(Tokens.token("ada", "operator"))
                    .contentType(ContentType.JSON)
                    .body(Map.of("email", "pat@customer.example"))
                    .post("/v1/subscribers")
                    .then()
                    .statusCode(201);
            topic.publish(Scenario.incident("Slow search", Impact.MINOR).opens("Search is slow."));

            // Beside the welcome.
            patience()
                    .untilAsserted(() -> assertThat(peers.subjects())
                            .as(service::output)
                            .anyMatch(subject -> subject.contains("Slow search")));
            patience()
                    .untilAsserted(() ->
                            assertThat(metrics(address)).containsPattern("bounce_reports_total\\{kind=\"\\w+\"} 1.0"));
            assertThat(unencrypted()).isZero();
        }
    }

    @Test
    void anAuthorityNobodyNamedIsNotTrusted() throws Exception {
        assertNothingIsTold("127.0.0.1", Map.of());
    }

    @Test
    void aCertificateForAnotherAddressIsNotTrusted() throws Exception {
        assertNothingIsTold("127.0.0.2", trusting());
    }

    @Test
    void kafkaRefusesWhoHasNoCertificate() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                "localhost:" + KAFKA_PORT,
                "security.protocol",
                "SSL",
                "ssl.truststore.location",
                authority.certificate().toString(),
                "ssl.truststore.type",
                "PEM");
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
    }

    @Test
    void aDatabaseWithACertificateOfAnotherAuthorityIsNotTrusted() {
        Path other = CertificateAuthority.in(folder.resolve("other")).certificate();

        assertThatThrownBy(() -> DriverManager.getConnection(jdbcUrl(other), EmbeddedPostgresServer.USER, ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("SSL error");
    }

    /** By none of the peers at this address. */
    private static void assertNothingIsTold(String host, Map<String, String> trust) throws Exception {
        try (TlsPeers peers = TlsPeers.start(server, host);
                StatusEventsTopic topic = StatusEventsTopic.fresh(kafka);
                ServiceProcess service = service(peers, trust)) {
            String address = service.awaitAddress();
            subscribe();
            topic.publish(Scenario.incident("Slow search", Impact.MINOR).opens("Search is slow."));

            patience()
                    .untilAsserted(() -> assertThat(metrics(address))
                            .containsPattern(
                                    "deliveries_total\\{destination=\"email\",reason=\"tls\",result=\"retry\"} [1-9]")
                            .containsPattern("bounce_mailbox_failures_total\\{reason=\"unreachable\"} [1-9]")
                            .containsPattern("jwks_degraded\\S* 2.0"));
            assertThat(peers.subjects()).isEmpty();
        }
    }

    private static ServiceProcess service(TlsPeers peers, Map<String, String> trust) {
        Map<String, String> settings = new HashMap<>(peers.settings());
        settings.putAll(trust);
        settings.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + KAFKA_PORT);
        settings.put("KAFKA_SECURITY_PROTOCOL", "SSL");
        settings.put("KAFKA_SSL_KEYSTORE_TYPE", "PEM");
        settings.put("KAFKA_SSL_KEYSTORE_LOCATION", certificate.toString());
        settings.put("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM");
        settings.put("KAFKA_SSL_TRUSTSTORE_LOCATION", authority.certificate().toString());
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl(authority.certificate()));
        settings.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgresServer.USER);
        settings.put("QUARKUS_DATASOURCE_PASSWORD", "not asked for");
        settings.put("EMAIL_FROM", "ClickTime Status <status@clicktime.example>");
        settings.put("EMAIL_LINK_SECRET", "a-secret-of-the-test");
        return ServiceProcess.start(settings);
    }

    private static Map<String, String> trusting() {
        return Map.of("JDK_JAVA_OPTIONS", "-Djavax.net.ssl.trustStore=" + authority.trustStore());
    }

    private static String jdbcUrl(Path trusted) {
        return "jdbc:postgresql://localhost:" + postgres.port() + "/" + DATABASE + "?sslmode=verify-full&sslrootcert="
                + trusted;
    }

    private static void subscribe() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(DATABASE), EmbeddedPostgresServer.USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute("insert into subscriber (address, recipient_key, confirmed_at, created_at)"
                    + " values ('pat@customer.example', 'aaaaaaaaaaaaaaaaaaaaaa', now(), now())");
        }
    }

    /** Connections to the service's database without TLS. */
    private static long unencrypted() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgresServer.USER, "");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) filter (where not ssl), count(*) from pg_stat_ssl"
                                + " join pg_stat_activity using (pid) where datname = '" + DATABASE + "'")) {
            row.next();
            assertThat(row.getLong(2)).isPositive();
            return row.getLong(1);
        }
    }

    /** GreenMail's threads throw where a client hangs up. */
    private static ConditionFactory patience() {
        return Patience.await().dontCatchUncaughtExceptions();
    }

    private static String metrics(String address) {
        return given().baseUri(address).get("/q/metrics").asString();
    }
}
