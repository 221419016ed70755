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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.tls.CertificateAuthority.Identity;
import org.incidentcomms.testkit.tls.TlsFront;

/** A mail server, a bounce mailbox and an identity provider that speak TLS only, all with the same certificate. */
final class TlsPeers implements AutoCloseable {
    private static final String BOUNCES = "bounces@clicktime.example";
    private final String host;
    private final GreenMail mail = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });
    private final GreenMailUser bounces;
    private final TlsFront smtp;
    private final TlsFront imap;
    private final HttpsServer provider;

    private TlsPeers(Identity identity, String host) throws IOException {
        this.host = host;
        mail.start();
        bounces = mail.setUser(BOUNCES, "bounces", "a-password");
        smtp = TlsFront.start(identity, host, mail.getSmtp().getPort());
        imap = TlsFront.start(identity, host, mail.getImap().getPort());
        provider = provider(identity, host);
    }

    /** @param host an address of this machine, on which they listen and by which they are called */
    static TlsPeers start(Identity identity, String host) throws IOException {
        return new TlsPeers(identity, host);
    }

    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry(
                        "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                        "https://" + host + ":" + provider.getAddress().getPort() + "/jwks"),
                Map.entry("SMTP_HOST", host),
                Map.entry("SMTP_PORT", String.valueOf(smtp.port())),
                Map.entry("SMTP_SECURITY", "tls"),
                Map.entry("BOUNCE_ADDRESS", BOUNCES),
                Map.entry("BOUNCE_IMAP_HOST", host),
                Map.entry("BOUNCE_IMAP_PORT", String.valueOf(imap.port())),
                Map.entry("BOUNCE_IMAP_SECURITY", "tls"),
                Map.entry("BOUNCE_IMAP_USERNAME", "bounces"),
                Map.entry("BOUNCE_IMAP_PASSWORD", "a-password"),
                Map.entry("BOUNCE_POLL_INTERVAL", "PT1S"));
    }

    /** A message for the bounce mailbox. */
    void bounce() {
        bounces.deliver(GreenMailUtil.createTextEmail(
                BOUNCES,
                "postmaster@customer.example",
                "Returned mail",
                "Nobody reads this mailbox.",
                mail.getImap().getServerSetup()));
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
        smtp.close();
        imap.close();
        mail.stop();
    }

    private static HttpsServer provider(Identity identity, String host) throws IOException {
        byte[] keys = Tokens.publicKeySet().getBytes(StandardCharsets.UTF_8);
        HttpsServer started = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(host), 0), 0);
        started.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        started.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        started.start();
        return started;
    }
}
