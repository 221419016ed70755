package org.incidentcomms.api.access;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key a provider signs with, as its key set shows it. */
record ProviderKey(String id, String algorithm, KeyPair pair) {
    private static final int EC_BYTES = 32;

    static ProviderKey rsa(String id) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new ProviderKey(id, "RS256", generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static ProviderKey ec(String id) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new ProviderKey(id, "ES256", generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String jwk() {
        String head = "{\"kid\":\"" + id + "\",\"use\":\"sig\",\"alg\":\"" + algorithm + "\",";
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return head + "\"kty\":\"RSA\",\"n\":\"" + unsigned(rsa.getModulus(), 256) + "\",\"e\":\"AQAB\"}";
        }
        ECPublicKey ec = (ECPublicKey) pair.getPublic();
        return head + "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                + unsigned(ec.getW().getAffineX(), EC_BYTES) + "\",\"y\":\""
                + unsigned(ec.getW().getAffineY(), EC_BYTES) + "\"}";
    }

    /** A token of these claims. */
    String sign(String claims) {
        String text = unsignedToken("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + id + "\"}", claims);
        String how = algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
        try {
            Signature signature = Signature.getInstance(how);
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token whose secret is the public key, which everybody knows. */
    String signWithPublicKey(String claims) {
        String text = unsignedToken("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + id + "\"}", claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pair.getPublic().getEncoded(), "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token that says it needs no signature. */
    String signNothing(String claims) {
        return unsignedToken("{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"" + id + "\"}", claims) + ".";
    }

    private static String unsignedToken(String header, String claims) {
        return base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[length];
        int from = Math.max(0, bytes.length - length);
        int used = bytes.length - from;
        System.arraycopy(bytes, from, padded, length - used, used);
        return base64(padded);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
