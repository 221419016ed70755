package org.incidentcomms.service.jwt;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.KeyLocationResolver;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.Key;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Fails the start of a service that could not verify any token. SmallRye JWT reads the key only with the first token:
 * the service would be ready, and answer each request with 401 or 500.
 *
 * <p>Does not fetch a JWKS address: an unavailable identity provider must not keep a service down.
 */
@ApplicationScoped
class VerificationKeyCheck {
    private static final String REMEDY = "set it to the file with the public key of whoever issues the tokens "
            + "(PEM, certificate, JWK or JWKS), or to the http or https address of their JWKS";
    private static final String NONE = "NONE";

    private final Optional<String> location;
    private final Optional<String> inlineKey;
    private final Supplier<JWTAuthContextInfo> settings;

    @Inject
    VerificationKeyCheck(
            @ConfigProperty(name = PublicKeyLocation.PROPERTY) Optional<String> location,
            @ConfigProperty(name = "mp.jwt.verify.publickey") Optional<String> inlineKey,
            Instance<JWTAuthContextInfo> settings) {
        this(location, inlineKey, settings::get);
    }

    VerificationKeyCheck(Optional<String> location, Optional<String> inlineKey, Supplier<JWTAuthContextInfo> settings) {
        this.location = location;
        this.inlineKey = inlineKey.filter(key -> !key.equals(NONE));
        this.settings = settings;
    }

    /** Runs before anything else starts. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        String problem = problem();
        if (problem != null) {
            // Quarkus prints only the message of this exception, without a stack trace, and exits with 1.
            throw new ConfigurationException(problem);
        }
    }

    /** Returns the error as a sentence for the operator; null if tokens can be verified. */
    @Nullable String problem() {
        if (inlineKey.isPresent()) {
            return problemOfContent("MP_JWT_VERIFY_PUBLICKEY");
        }
        if (location.isEmpty()) {
            return isConfiguredOtherwise() ? null : PublicKeyLocation.VARIABLE + " is not set; " + REMEDY + ".";
        }
        String place = location.get();
        if (PublicKeyLocation.isRemote(place)) {
            return problemOfAddress(place);
        }
        String subject = PublicKeyLocation.VARIABLE + " names "
                + (PublicKeyLocation.isClassPath(place) ? "the resource " : "the file ") + place;
        if (!PublicKeyLocation.isClassPath(place)) {
            String problem = problemOfFile(subject, place);
            if (problem != null) {
                return problem;
            }
        }
        return problemOfContent(subject + ", which");
    }

    private static @Nullable String problemOfAddress(String address) {
        try {
            if (URI.create(address).getHost() != null) {
                return null;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        return PublicKeyLocation.VARIABLE + " is " + address + ", which is not a valid address; " + REMEDY + ".";
    }

    private static @Nullable String problemOfFile(String subject, String place) {
        try {
            Path file = Path.of(place);
            if (Files.isDirectory(file)) {
                return subject + ", which is a folder; " + REMEDY + ".";
            }
            Files.newInputStream(file).close();
            return null;
        } catch (NoSuchFileException | InvalidPathException e) {
            return isResource(place)
                    ? null
                    : subject + ", which does not exist; put the public key there, or correct the path.";
        } catch (AccessDeniedException e) {
            return subject + ", which this process may not read; give its user the permission to read it.";
        } catch (IOException e) {
            return subject + ", which cannot be read (" + e.getMessage() + "); " + REMEDY + ".";
        }
    }

    private static boolean isResource(String name) {
        return Thread.currentThread().getContextClassLoader().getResource(name) != null;
    }

    /** Reads the key as SmallRye JWT does. */
    private @Nullable String problemOfContent(String subject) {
        JWTAuthContextInfo info;
        try {
            info = settings.get();
            if (info.getPublicKeyContent() == null) {
                return null; // a key store, or a shared secret
            }
            if (new LoadedKeys(info).arePublicKeysFor(info.getSignatureAlgorithm())) {
                return null;
            }
        } catch (RuntimeException | UnresolvableKeyException e) {
            return subject + " cannot be read (" + e.getMessage() + "); " + REMEDY + ".";
        }
        String algorithms = info.getSignatureAlgorithm().stream()
                .map(SignatureAlgorithm::getAlgorithm)
                .sorted()
                .collect(Collectors.joining(" or "));
        return subject + " holds no public key for " + algorithms
                + "; it must be a public key or certificate in PEM, a JWK or a JWKS, and the signature must be named in "
                + "MP_JWT_VERIFY_PUBLICKEY_ALGORITHM where it is another.";
    }

    private boolean isConfiguredOtherwise() {
        JWTAuthContextInfo info = settings.get();
        return info.getPublicKeyContent() != null
                || info.getPublicKeyLocation() != null
                || info.getSecretKeyContent() != null
                || info.getPublicVerificationKey() != null;
    }

    /** Returns the keys SmallRye JWT finds in the configured content. */
    private static final class LoadedKeys extends KeyLocationResolver {
        LoadedKeys(JWTAuthContextInfo info) throws UnresolvableKeyException {
            super(info);
        }

        boolean arePublicKeysFor(Collection<SignatureAlgorithm> algorithms) {
            return algorithms.stream().map(SignatureAlgorithm::getAlgorithm).anyMatch(this::isPublicKeyFor);
        }

        private boolean isPublicKeyFor(String algorithm) {
            if (key != null) {
                return key instanceof PublicKey && fits(key, algorithm);
            }
            return jsonWebKeys != null
                    && jsonWebKeys.stream()
                            .anyMatch(jwk -> isFor(jwk, algorithm)
                                    && jwk instanceof PublicJsonWebKey pair
                                    && fits(pair.getPublicKey(), algorithm));
        }

        private static boolean isFor(JsonWebKey jwk, String algorithm) {
            return jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm);
        }

        private static boolean fits(Key key, String algorithm) {
            return switch (algorithm.substring(0, 2)) {
                case "RS", "PS" -> key.getAlgorithm().equals("RSA");
                case "ES" -> key.getAlgorithm().equals("EC");
                default -> true;
            };
        }
    }
}
