package org.incidentcomms.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bearer tokens for tests, signed (RS256) with a key pair generated once per JVM.
 *
 * <p>The key is kept in a system property, so that tokens created under one class loader are verified under another: a
 * Quarkus test runs in its own class loader.
 */
public final class Tokens {

    /** The {@code iss} of every token. */
    public static final String ISSUER = "https://incidentcomms.local";

    /** The {@code aud} of every token. */
    public static final String AUDIENCE = "incidentcomms";

    private static final String KEY_PROPERTY = "incidentcomms.testkit.private-key";
    private static final String FILE_PROPERTY = "incidentcomms.testkit.public-key-file";

    private Tokens() {}

    /**
     * A token for this name, valid for an hour. Groups: {@code viewer}, {@code operator}, {@code admin}, {@code
     * alerting}.
     */
    public static String token(String name, String... groups) {
        return new Claims(ISSUER, AUDIENCE, name, List.of(groups), Instant.now(), Duration.ofHours(1)).signed();
    }

    /** A token for this name with the given lifetime. */
    public static String token(Duration life, String name, String... groups) {
        return new Claims(ISSUER, AUDIENCE, name, List.of(groups), Instant.now(), life).signed();
    }

    /** A token that expired a day ago. */
    public static String expired(String name, String... groups) {
        Instant issued = Instant.now().minus(Duration.ofDays(1));
        return new Claims(ISSUER, AUDIENCE, name, List.of(groups), issued, Duration.ofHours(1)).signed();
    }

    /** A token for another audience. */
    public static String forAudience(String audience, String name, String... groups) {
        return new Claims(ISSUER, audience, name, List.of(groups), Instant.now(), Duration.ofHours(1)).signed();
    }

    /** The public key that verifies the tokens. */
    public static String publicKeyPem() {
        return pem("PUBLIC KEY", keys().getPublic().getEncoded());
    }

    /** The public key as a JWKS. */
    public static String publicKeySet() {
        RSAPublicKey key = (RSAPublicKey) keys().getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"testkit\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\""
                + base64(unsigned(key.getModulus())) + "\",\"e\":\"" + base64(unsigned(key.getPublicExponent()))
                + "\"}]}";
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /** The private key, for callers that keep it beyond the JVM. */
    public static String privateKeyPem() {
        return pem("PRIVATE KEY", keys().getPrivate().getEncoded());
    }

    /** Signs tokens with this key from now on, in the format of {@link #privateKeyPem()}. */
    public static synchronized void signWith(String privateKeyPem) {
        System.setProperty(
                KEY_PROPERTY, privateKeyPem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
    }

    private static String pem(String kind, byte[] key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    /** A file with the public key, for {@code mp.jwt.verify.publickey.location}; deleted when the JVM exits. */
    public static synchronized Path publicKeyFile() {
        String known = System.getProperty(FILE_PROPERTY);
        if (known != null) {
            return Path.of(known);
        }
        try {
            Path file = Files.createTempFile("testkit-public-key-", ".pem");
            file.toFile().deleteOnExit();
            Files.writeString(file, publicKeyPem());
            System.setProperty(FILE_PROPERTY, file.toString());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the public key", e);
        }
    }

    private record Claims(
            String issuer, String audience, String name, List<String> groups, Instant issued, Duration life) {

        String signed() {
            String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"testkit\"}";
            String list = groups.stream().map(Claims::quoted).collect(Collectors.joining(",", "[", "]"));
            String claims = Stream.of(
                            "\"iss\":" + quoted(issuer),
                            "\"aud\":" + quoted(audience),
                            "\"sub\":" + quoted(name),
                            "\"upn\":" + quoted(name),
                            "\"groups\":" + list,
                            "\"iat\":" + issued.getEpochSecond(),
                            "\"exp\":" + issued.plus(life).getEpochSecond())
                    .collect(Collectors.joining(",", "{", "}"));
            String signedPart = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + base64(claims.getBytes(StandardCharsets.UTF_8));
            return signedPart + "." + base64(signature(signedPart));
        }

        private static String quoted(String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys().getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private static synchronized KeyPair keys() {
        try {
            String known = System.getProperty(KEY_PROPERTY);
            if (known == null) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                KeyPair made = generator.generateKeyPair();
                System.setProperty(
                        KEY_PROPERTY,
                        Base64.getEncoder().encodeToString(made.getPrivate().getEncoded()));
                return made;
            }
            KeyFactory factory = KeyFactory.getInstance("RSA");
            var key = (RSAPrivateCrtKey) factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(known)));
            PublicKey publicKey =
                    factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return new KeyPair(publicKey, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA in this JVM", e);
        }
    }
}
