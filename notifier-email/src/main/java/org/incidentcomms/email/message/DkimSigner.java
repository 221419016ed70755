package org.incidentcomms.email.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;
import org.incidentcomms.email.settings.SecretSetting;
import org.jspecify.annotations.Nullable;

/**
 * Signs messages with DKIM (RFC 6376), rsa-sha256, relaxed/relaxed; or leaves them as they are, if no key is
 * configured. A signature covers what RFC 8058 requires for one-click unsubscribing.
 */
final class DkimSigner {
    private static final int SHORTEST_KEY = 2048;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    /** Listed once more than they occur, so that none can be added. */
    private static final List<String> OVERSIGNED = List.of("From", "To", "Cc", "Reply-To", "Subject", "Date");

    private static final List<String> SIGNED = List.of(
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "List-Id",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "List-Subscribe",
            "List-Help",
            "List-Archive",
            "List-Post",
            "List-Owner",
            "Auto-Submitted",
            "Feedback-ID");

    private final @Nullable DKIMSigner signer;

    private DkimSigner(@Nullable DKIMSigner signer) {
        this.signer = signer;
    }

    /** Signs nothing. */
    static DkimSigner none() {
        return new DkimSigner(null);
    }

    /**
     * Reads the settings.
     *
     * @param senderDomain domain of the header From, with which the signature must be aligned
     * @throws IllegalArgumentException if only some are set, or one is not usable; never contains the key
     */
    static DkimSigner of(DkimConfig config, String senderDomain) {
        String key = SecretSetting.optional("DKIM_PRIVATE_KEY", config.privateKey(), config.privateKeyFile());
        String domain = config.domain().orElse(null);
        String selector = config.selector().orElse(null);
        if (key == null && domain == null && selector == null) {
            return none();
        }
        if (key == null || domain == null || selector == null) {
            throw new IllegalArgumentException(
                    "DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY (or DKIM_PRIVATE_KEY_FILE) belong together;"
                            + " set all of them, or none");
        }
        return of(domain, selector, key, senderDomain);
    }

    static DkimSigner of(String domain, String selector, String pem, String senderDomain) {
        if (!NAME.matcher(domain).matches() || !NAME.matcher(selector).matches()) {
            throw new IllegalArgumentException("DKIM_DOMAIN and DKIM_SELECTOR must be DNS names");
        }
        if (!("." + senderDomain)
                .regionMatches(true, senderDomain.length() - domain.length(), "." + domain, 0, domain.length() + 1)) {
            throw new IllegalArgumentException("DKIM_DOMAIN must be the domain of EMAIL_FROM, or one above it");
        }
        String headers = Stream.of(OVERSIGNED.stream(), OVERSIGNED.stream(), SIGNED.stream())
                .flatMap(names -> names)
                .collect(Collectors.joining(":"));
        return new DkimSigner(new DKIMSigner(
                "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + domain + "; s=" + selector + "; h=" + headers
                        + "; bh=; b=;",
                key(pem)));
    }

    /**
     * The message with its signature as the first header.
     *
     * @param message complete, with CRLF line ends
     */
    byte[] sign(byte[] message) {
        if (signer == null) {
            return message;
        }
        try {
            byte[] header = folded(signer.sign(new ByteArrayInputStream(message)));
            byte[] signed = Arrays.copyOf(header, header.length + message.length);
            System.arraycopy(message, 0, signed, header.length, message.length);
            return signed;
        } catch (IOException | FailException e) {
            throw new IllegalStateException("a message cannot be signed", e);
        }
    }

    /** Relaxed canonicalisation takes a line break before a space for that space. */
    private static byte[] folded(String header) {
        return (header.replace("\r\n", "").replaceAll(";\\s+", ";\r\n ") + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static PrivateKey key(String pem) {
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (((RSAPrivateKey) key).getModulus().bitLength() >= SHORTEST_KEY) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // as below; its message might quote the key
        }
        throw new IllegalArgumentException("DKIM_PRIVATE_KEY must be an RSA key of at least " + SHORTEST_KEY
                + " bits in PKCS #8 PEM; make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    }
}
