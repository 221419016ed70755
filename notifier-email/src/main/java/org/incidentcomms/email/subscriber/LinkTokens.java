package org.incidentcomms.email.subscriber;

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
