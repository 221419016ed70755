package org.incidentcomms.email.subscriber;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The token in a subscriber's links: {@code <key id>.<purpose>.<recipient key>.<HMAC-SHA256, 128 bits of it>}.
 *
 * <p>The holder of the link may do what its purpose names and nothing else; it needs no table and stays valid as long
 * as the subscription exists and its secret is configured. The newest secret signs, all of them verify.
 */
public final class LinkTokens {

    /** What a link permits. */
    public enum Purpose {
        UNSUBSCRIBE('u'),
        MANAGE('m');

        private final char code;

        Purpose(char code) {
            this.code = code;
        }
    }

    private static final Pattern TOKEN =
            Pattern.compile("([A-Za-z0-9_-]{4})\\.([a-z])\\.([A-Za-z0-9_-]{1,64})\\.([A-Za-z0-9_-]{22})");
    private static final int MAC_BYTES = 16;
    private static final int SHORTEST_SECRET = 16;

    private static final int KEY_ID_BYTES = 3;
    private static final int KEY_LENGTH = 22;
    private static final int KEY_BYTES = 17;
    private static final int RETURN_PATH_MAC_BYTES = 10;
    private static final int RETURN_PATH_BYTES = KEY_ID_BYTES + KEY_BYTES + RETURN_PATH_MAC_BYTES;
    private static final int RETURN_PATH_LENGTH = RETURN_PATH_BYTES * 8 / 5;
    private static final Pattern RETURN_PATH_TOKEN = Pattern.compile("[0-9a-vA-V]{" + RETURN_PATH_LENGTH + "}");
    /** Separates these signatures from all others; a link's token never contains a colon. */
    private static final String RETURN_PATH = "bounce:";

    private record Secret(String id, SecretKeySpec key) {
        static Secret of(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            // Identifies the secret without revealing it: an HMAC over another input than the signatures'.
            byte[] id = mac(new SecretKeySpec(bytes, "HmacSHA256"), "key id");
            return new Secret(encode(Arrays.copyOf(id, 3)), new SecretKeySpec(bytes, "HmacSHA256"));
        }

        @Override
        public String toString() {
            return "Secret[" + id + "]";
        }
    }

    private final List<Secret> secrets;

    /**
     * Creates tokens with these secrets.
     *
     * @param secrets newest first
     * @throws IllegalArgumentException if there is none or one is too short
     */
    public LinkTokens(List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
            throw new IllegalArgumentException("EMAIL_LINK_SECRET must hold at least one secret, each of at least "
                    + SHORTEST_SECRET + " characters; make one with: openssl rand -base64 32");
        }
        this.secrets = secrets.stream().map(Secret::of).toList();
    }

    /** Parses the setting: secrets separated by commas, newest first. */
    static LinkTokens of(@Nullable String setting) {
        return new LinkTokens(
                setting == null ? List.of() : List.of(setting.strip().split("\\s*,\\s*")));
    }

    /** The token that permits {@code purpose} for the subscriber with {@code recipientKey}. */
    public String sign(Purpose purpose, String recipientKey) {
        Secret newest = secrets.getFirst();
        String signed = newest.id() + "." + purpose.code + "." + recipientKey;
        return signed + "." + encode(Arrays.copyOf(mac(newest.key(), signed), MAC_BYTES));
    }

    /** The recipient key in {@code token} if its signature and {@code purpose} match. */
    public Optional<String> verify(String token, Purpose purpose) {
        Matcher matcher = TOKEN.matcher(token);
        if (!matcher.matches() || matcher.group(2).charAt(0) != purpose.code) {
            return Optional.empty();
        }
        String signed = token.substring(0, token.lastIndexOf('.'));
        byte[] given = Base64.getUrlDecoder().decode(matcher.group(4));
        boolean genuine = false;
        for (Secret secret : secrets) {
            boolean same = MessageDigest.isEqual(Arrays.copyOf(mac(secret.key(), signed), MAC_BYTES), given);
            genuine |= same && secret.id().equals(matcher.group(1));
        }
        return genuine ? Optional.of(matcher.group(3)) : Optional.empty();
    }

    /**
     * The token in the return path of a subscriber's mails: key id, recipient key and 80 bits of HMAC in lower-case base32
     * (RFC 4648, section 7), because servers may change the case of an address.
     *
     * @return 48 letters and digits
     */
    public String signReturnPath(String recipientKey) {
        Secret newest = secrets.getFirst();
        ByteBuffer token = ByteBuffer.allocate(RETURN_PATH_BYTES);
        token.put(Base64.getUrlDecoder().decode(newest.id())).put(keyBytes(recipientKey));
        token.put(mac(newest.key(), RETURN_PATH + recipientKey), 0, RETURN_PATH_MAC_BYTES);
        String digits = new BigInteger(1, token.array()).toString(32);
        return "0".repeat(RETURN_PATH_LENGTH - digits.length()) + digits;
    }

    /** The recipient key in a return path's token, in any case; empty if the signature does not match. */
    public Optional<String> verifyReturnPath(String token) {
        if (!RETURN_PATH_TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        byte[] digits = new BigInteger(token, 32).toByteArray();
        ByteBuffer bytes = ByteBuffer.allocate(RETURN_PATH_BYTES);
        int length = Math.min(digits.length, RETURN_PATH_BYTES);
        bytes.put(RETURN_PATH_BYTES - length, digits, digits.length - length, length);
        byte[] id = new byte[KEY_ID_BYTES];
        byte[] key = new byte[KEY_BYTES];
        byte[] given = new byte[RETURN_PATH_MAC_BYTES];
        bytes.get(id).get(key).get(given);
        String recipientKey = encode(key).substring(0, KEY_LENGTH);
        boolean genuine = false;
        for (Secret secret : secrets) {
            byte[] expected = Arrays.copyOf(mac(secret.key(), RETURN_PATH + recipientKey), RETURN_PATH_MAC_BYTES);
            genuine |= MessageDigest.isEqual(expected, given) && secret.id().equals(encode(id));
        }
        return genuine ? Optional.of(recipientKey) : Optional.empty();
    }

    /** 22 characters are 132 bits; the last byte is padded. */
    private static byte[] keyBytes(String recipientKey) {
        return Arrays.copyOf(Base64.getUrlDecoder().decode(recipientKey + "AA"), KEY_BYTES);
    }

    /**
     * Keyed hashes of an address, one for each secret, newest first: to recognise an address that must not be stored.
     *
     * @param addressKey the same for all spellings of an address
     * @return 32 bytes each
     */
    List<byte[]> addressHashes(String addressKey) {
        // A signed token never contains a colon.
        return secrets.stream()
                .map(secret -> mac(secret.key(), "address:" + addressKey))
                .toList();
    }

    /** A signature of {@code text} by the newest secret: {@code <key id>.<HMAC-SHA256, base64url>}. */
    String certify(String text) {
        return certify(secrets.getFirst(), text);
    }

    /** Whether {@link #certify} made this signature of {@code text} with a secret that is still configured. */
    boolean isCertified(String text, String signature) {
        return secrets.stream()
                .anyMatch(secret -> MessageDigest.isEqual(
                        certify(secret, text).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8)));
    }

    private static String certify(Secret secret, String text) {
        return secret.id() + "." + encode(mac(secret.key(), "certificate:" + text));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
