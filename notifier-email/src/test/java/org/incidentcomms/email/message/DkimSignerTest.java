package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.email.ClickTime.DOWN;
import static org.incidentcomms.email.ClickTime.outage;
import static org.incidentcomms.email.ClickTime.published;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The verifier here follows RFC 6376 by itself and shares no code with the library that signs. */
class DkimSignerTest {
    private static final KeyPair KEYS = keys(2048);
    private static final String PEM = pem(KEYS);

    @Test
    void anotherVerifierAcceptsEachRecipientsMessage() throws Exception {
        MimeTemplate template = signed();

        for (String address : List.of("pat@customer.example", "sam@customer.example")) {
            assertThat(verifies(fill(template, address))).isTrue();
        }
    }

    @Test
    void theSignatureCoversWhatOneClickRequiresAndLeavesNoRoomForASecondSender() {
        String message = fill(signed(), "pat@customer.example");
        Map<String, String> tags = tags(unfolded(message.substring(0, message.indexOf("\r\nFrom:"))));

        assertThat(message).startsWith("DKIM-Signature:");
        assertThat(tags).containsEntry("c", "relaxed/relaxed").containsEntry("d", "clicktime.example");
        List<String> signed =
                List.of(tags.getOrDefault("h", "").toLowerCase(Locale.ROOT).split(":"));
        assertThat(signed).contains("list-unsubscribe", "list-unsubscribe-post", "list-id", "content-type", "to");
        assertThat(signed.stream().filter("from"::equals)).hasSize(2);
        assertThat(message.lines()).allMatch(line -> line.length() <= 998);
    }

    @Test
    void aChangedBodyOrHeaderOrAnAddedSenderIsNoticed() throws Exception {
        String message = fill(signed(), "pat@customer.example");

        assertThat(verifies(message.replace("pat@customer", "eve@customer"))).isFalse();
        assertThat(verifies(message.replaceFirst("/unsubscribe/abcd", "/unsubscribe/dcba")))
                .isFalse();
        assertThat(verifies(message.replace("=_", "=-"))).isFalse();
        assertThat(verifies(message.replaceFirst("\r\nFrom:", "\r\nFrom: eve@evil.example\r\nFrom:")))
                .isFalse();
    }

    @Test
    void withoutAKeyNothingIsSigned() {
        assertThat(DkimSigner.of(config(null, null, null), "clicktime.example").sign(new byte[] {1}))
                .containsExactly(1);
    }

    @Test
    void anUnusableSettingIsRefusedByNameWithoutQuotingTheKey() {
        assertThatThrownBy(() -> DkimSigner.of(config("clicktime.example", null, PEM), "clicktime.example"))
                .hasMessageContaining("DKIM_SELECTOR")
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> DkimSigner.of("evil.example", "s1", PEM, "clicktime.example"))
                .hasMessageContaining("DKIM_DOMAIN must be the domain of EMAIL_FROM");
        assertThatThrownBy(() -> DkimSigner.of("time.example", "s1", PEM, "clicktime.example"))
                .hasMessageContaining("DKIM_DOMAIN");
        assertThatThrownBy(() -> DkimSigner.of("clicktime.example", "s1", "c2VjcmV0", "clicktime.example"))
                .hasMessageContaining("PKCS #8")
                .hasMessageNotContaining("c2VjcmV0");
        assertThatThrownBy(() -> DkimSigner.of("clicktime.example", "s1", pem(keys(1024)), "clicktime.example"))
                .hasMessageContaining("2048");
        assertThat(DkimSigner.of("clicktime.example", "s1", PEM, "mail.clicktime.example"))
                .isNotNull();
    }

    private static MimeTemplate signed() {
        return new MailComposer(
                        new MailSettings(
                                FromAddress.parse("ClickTime Status <status@clicktime.example>"),
                                "clicktime.example",
                                URI.create("https://updates.clicktime.example")),
                        ClickTime.COMPANY,
                        BuiltInMails.TEMPLATES,
                        DkimSigner.of("clicktime.example", "s1", PEM, "clicktime.example"))
                .compose(published(new IncidentOpened(outage(DOWN), "upd-1")))
                .template();
    }

    private static String fill(MimeTemplate template, String address) {
        String key = "AAAAAAAAAAAAAAAAAAAAAA";
        byte[] message = template.fill(
                address, key, "abcd.u." + key + ".BBBBBBBBBBBBBBBBBBBBBB", "abcd.m." + key + ".CCCCCCCCCCCCCCCCCCCCCC");
        return new String(message, StandardCharsets.US_ASCII);
    }

    private static boolean verifies(String message) throws GeneralSecurityException {
        int end = message.indexOf("\r\n\r\n");
        List<String> headers = headers(message.substring(0, end + 2));
        String signature = headers.getFirst();
        Map<String, String> tags = tags(unfolded(signature));
        String body = message.substring(end + 4)
                .replaceAll("[ \\t]+\r\n", "\r\n")
                .replaceAll("[ \\t]+", " ")
                .replaceAll("(\r\n)+$", "\r\n");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.US_ASCII));
        if (!Base64.getEncoder().encodeToString(hash).equals(tags.get("bh"))) {
            return false;
        }
        List<String> left = new ArrayList<>(headers.subList(1, headers.size()));
        StringBuilder covered = new StringBuilder();
        for (String name : tags.getOrDefault("h", "").split(":")) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).toLowerCase(Locale.ROOT).startsWith(name.strip().toLowerCase(Locale.ROOT) + ":")) {
                    covered.append(relaxed(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        covered.append(relaxed(unfolded(signature).replaceAll("\\bb=[^;]*", "b=")));
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(KEYS.getPublic());
        check.update(covered.toString().getBytes(StandardCharsets.US_ASCII));
        return check.verify(Base64.getDecoder().decode(tags.get("b")));
    }

    private static List<String> headers(String block) {
        return List.of(block.split("\r\n(?![ \\t])"));
    }

    private static String unfolded(String header) {
        return header.replaceAll("\r\n(?=[ \\t])", "").replaceAll("\r\n$", "");
    }

    private static String relaxed(String header) {
        String line = unfolded(header);
        int colon = line.indexOf(':');
        return line.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":"
                + line.substring(colon + 1).replaceAll("[ \\t]+", " ").strip();
    }

    private static Map<String, String> tags(String signature) {
        return Arrays.stream(signature.substring(signature.indexOf(':') + 1).split(";"))
                .filter(tag -> tag.contains("="))
                .collect(Collectors.toMap(
                        tag -> tag.substring(0, tag.indexOf('=')).strip(),
                        tag -> tag.substring(tag.indexOf('=') + 1).replaceAll("\\s", "")));
    }

    private static KeyPair keys(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static DkimConfig config(@Nullable String domain, @Nullable String selector, @Nullable String key) {
        return new DkimConfig() {
            @Override
            public Optional<String> domain() {
                return Optional.ofNullable(domain);
            }

            @Override
            public Optional<String> selector() {
                return Optional.ofNullable(selector);
            }

            @Override
            public Optional<String> privateKey() {
                return Optional.ofNullable(key);
            }

            @Override
            public Optional<String> privateKeyFile() {
                return Optional.empty();
            }
        };
    }
}
