package org.incidentcomms.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void aTokenIsSignedWithTheKeyInTheFile() throws Exception {
        String[] parts = Tokens.token("ada", "operator").split("\\.", -1);
        assertThat(parts).hasSize(3);

        String pem = Files.readString(Tokens.publicKeyFile());
        byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void aTokenNamesItsBearerAndGroups() {
        String claims = claims(Tokens.token("Ada \"Q\"", "operator", "viewer"));
        assertThat(claims)
                .contains("\"upn\":\"Ada \\\"Q\\\"\"", "\"sub\":\"Ada \\\"Q\\\"\"")
                .contains("\"groups\":[\"operator\",\"viewer\"]")
                .contains("\"iss\":\"https://incidentcomms.local\"", "\"aud\":\"incidentcomms\"");
        assertThat(expiry(claims)).isAfter(Instant.now().plusSeconds(3000));
    }

    @Test
    void anExpiredTokenHasExpired() {
        assertThat(expiry(claims(Tokens.expired("ada")))).isBefore(Instant.now());
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]), StandardCharsets.UTF_8);
    }

    private static Instant expiry(String claims) {
        var found = Pattern.compile("\"exp\":(\\d+)").matcher(claims);
        assertThat(found.find()).isTrue();
        return Instant.ofEpochSecond(Long.parseLong(found.group(1)));
    }
}
