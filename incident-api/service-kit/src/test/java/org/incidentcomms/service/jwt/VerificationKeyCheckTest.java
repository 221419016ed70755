package org.incidentcomms.service.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.config.JWTAuthContextInfoProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationKeyCheckTest {
    private static final PublicJsonWebKey RSA = rsa();

    @TempDir
    Path folder;

    @Test
    void a_public_key_in_any_usual_form_is_good() throws IOException, JoseException {
        String jwk = RSA.toJson(OutputControlLevel.PUBLIC_ONLY);

        assertThat(problemOf(pem("PUBLIC KEY", RSA.getPublicKey().getEncoded())))
                .isNull();
        assertThat(problemOf(jwk)).isNull();
        assertThat(problemOf(new JsonWebKeySet(RSA).toJson())).isNull();
    }

    @Test
    void what_holds_no_public_key_is_told_with_the_path_and_the_remedy() throws IOException, JoseException {
        PublicJsonWebKey ec = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        for (String content : new String[] {
            "",
            "not a key",
            "{\"keys\":[]}",
            pem("PRIVATE KEY", RSA.getPrivateKey().getEncoded()),
            pem("PUBLIC KEY", ec.getPublicKey().getEncoded()),
            ec.toJson(OutputControlLevel.PUBLIC_ONLY),
            OctJwkGenerator.generateJwk(256).toJson(OutputControlLevel.INCLUDE_SYMMETRIC)
        }) {
            assertThat(problemOf(content))
                    .as(content)
                    .contains("MP_JWT_VERIFY_PUBLICKEY_LOCATION", folder.toString(), "no public key for RS256", "PEM")
                    .contains("MP_JWT_VERIFY_PUBLICKEY_ALGORITHM")
                    .doesNotContain("\n");
        }
    }

    @Test
    void the_algorithm_decides_which_key_is_good() throws IOException, JoseException {
        String ec = EcJwkGenerator.generateJwk(EllipticCurves.P256).toJson(OutputControlLevel.PUBLIC_ONLY);
        String location = Files.writeString(folder.resolve("key"), ec).toString();

        JWTAuthContextInfo info = info(location);
        info.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));

        assertThat(new VerificationKeyCheck(Optional.of(location), Optional.empty(), () -> info).problem())
                .isNull();
    }

    @Test
    void a_file_that_is_not_there_and_a_folder_are_told_apart() {
        assertThat(problemAt(folder.resolve("missing.pem").toString()))
                .contains(
                        "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                        folder.resolve("missing.pem").toString())
                .contains("does not exist", "correct the path");
        assertThat(problemAt(folder.toString())).contains("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "is a folder");
    }

    @Test
    void a_resource_that_is_not_there_is_told() {
        assertThat(problemAt("classpath:missing.pem"))
                .contains("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "classpath:missing.pem", "cannot be read");
    }

    @Test
    void a_location_that_is_not_set_is_told() {
        assertThat(problemAt(null)).contains("MP_JWT_VERIFY_PUBLICKEY_LOCATION is not set", "JWKS");
    }

    @Test
    void a_key_in_the_setting_itself_is_good_and_garbage_is_told() {
        String pem = pem("PUBLIC KEY", RSA.getPublicKey().getEncoded());

        assertThat(problemOfInline(pem)).isNull();
        assertThat(problemOfInline("garbage")).startsWith("MP_JWT_VERIFY_PUBLICKEY holds no public key");
    }

    @Test
    void an_address_is_not_asked_but_must_be_one() {
        assertThat(problemAt("http://127.0.0.1:1/jwks")).isNull();
        assertThat(problemAt("https://")).contains("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "not a valid address");
        assertThat(problemAt("http://a b/")).contains("not a valid address");
    }

    private @Nullable String problemOf(String content) throws IOException {
        return problemAt(Files.writeString(folder.resolve("key"), content).toString());
    }

    private static @Nullable String problemAt(@Nullable String location) {
        return new VerificationKeyCheck(
                        Optional.ofNullable(location),
                        Optional.empty(),
                        () -> info(location == null ? "NONE" : location))
                .problem();
    }

    private static @Nullable String problemOfInline(String key) {
        return new VerificationKeyCheck(
                        Optional.of("NONE"),
                        Optional.of(key),
                        () -> JWTAuthContextInfoProvider.createWithKey(key, "issuer")
                                .getContextInfo())
                .problem();
    }

    private static JWTAuthContextInfo info(String location) {
        return JWTAuthContextInfoProvider.createWithKeyLocation(location, "issuer")
                .getContextInfo();
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    private static PublicJsonWebKey rsa() {
        try {
            return RsaJwkGenerator.generateJwk(2048);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
