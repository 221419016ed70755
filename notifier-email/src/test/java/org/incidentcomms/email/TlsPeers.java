package org.incidentcomms.email;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.tls.CertificateAuthority;
import org.incidentcomms.testkit.tls.CertificateAuthority.Identity;

/** A mail server, a bounce mailbox and an identity provider that speak TLS only, all with the same certificate. */
final class TlsPeers implements AutoCloseable {
    private static final String BOUNCES = "bounces@clicktime.example";
    private static final String KEY_STORE = "greenmail.tls.keystore.file";
    private static final String KEY_STORE_PASSWORD = "greenmail.tls.keystore.password";

    private final String host;
    private final GreenMail mail;
    private final HttpsServer provider;

    private TlsPeers(String host, GreenMail mail, HttpsServer provider) {
        this.host = host;
        this.mail = mail;
        this.provider = provider;
    }

    /** @param host an address of this machine, on which they listen and by which they are called */
    static TlsPeers start(Identity identity, String host) throws IOException, GeneralSecurityException {
        TlsPeers peers = new TlsPeers(host, mail(identity, host), provider(identity, host));
        GreenMailUser unused = peers.bounces();
        return peers;
    }

    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry(
                        "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                        "https://" + host + ":" + provider.getAddress().getPort() + "/jwks"),
                Map.entry("SMTP_HOST", host),
                Map.entry("SMTP_PORT", String.valueOf(mail.getSmtps().getPort())),
                Map.entry("SMTP_SECURITY", "tls"),
                Map.entry("BOUNCE_ADDRESS", BOUNCES),
                Map.entry("BOUNCE_IMAP_HOST", host),
                Map.entry("BOUNCE_IMAP_PORT", String.valueOf(mail.getImaps().getPort())),
                Map.entry("BOUNCE_IMAP_SECURITY", "tls"),
                Map.entry("BOUNCE_IMAP_USERNAME", "bounces"),
                Map.entry("BOUNCE_IMAP_PASSWORD", "a-password"),
                Map.entry("BOUNCE_POLL_INTERVAL", "PT1S"));
    }

    /** A message for the bounce mailbox. */
    void bounce() {
        bounces()
                .deliver(GreenMailUtil.createTextEmail(
                        BOUNCES,
                        "postmaster@customer.example",
                        "Returned mail",
                        "Nobody reads this mailbox.",
                        mail.getImaps().getServerSetup()));
    }

    private GreenMailUser bounces() {
        return mail.setUser(BOUNCES, "bounces", "a-password");
    }

    /** Subjects of the mails to customers. */
    List<String> subjects() throws MessagingException {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage message : mail.getReceivedMessagesForDomain("customer.example")) {
            subjects.add(message.getSubject());
        }
        return subjects;
    }

    @Override
    public void close() {
        provider.stop(0);
        mail.stop();
    }

    /** GreenMail reads the properties once in a JVM: all have the same identity. */
    private static GreenMail mail(Identity identity, String host) {
        System.setProperty(KEY_STORE, identity.keyStore().toString());
        System.setProperty(KEY_STORE_PASSWORD, CertificateAuthority.PASSWORD);
        try {
            GreenMail started = new GreenMail(new ServerSetup[] {
                new ServerSetup(0, host, ServerSetup.PROTOCOL_SMTPS),
                new ServerSetup(0, host, ServerSetup.PROTOCOL_IMAPS)
            });
            started.start();
            return started;
        } finally {
            System.clearProperty(KEY_STORE);
            System.clearProperty(KEY_STORE_PASSWORD);
        }
    }

    private static HttpsServer provider(Identity identity, String host) throws IOException, GeneralSecurityException {
        byte[] keys = Tokens.publicKeySet().getBytes(StandardCharsets.UTF_8);
        HttpsServer started = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(host), 0), 0);
        started.setHttpsConfigurator(new HttpsConfigurator(context(identity)));
        started.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        started.start();
        return started;
    }

    private static SSLContext context(Identity identity) throws IOException, GeneralSecurityException {
        char[] password = CertificateAuthority.PASSWORD.toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(identity.keyStore())) {
            store.load(stored, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
