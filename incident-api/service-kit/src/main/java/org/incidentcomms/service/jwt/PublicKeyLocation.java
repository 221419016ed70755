package org.incidentcomms.service.jwt;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The forms of {@code MP_JWT_VERIFY_PUBLICKEY_LOCATION}: a path, a {@code file:} URI, {@code classpath:} and a resource,
 * or the {@code http:} or {@code https:} address of a JWKS.
 */
final class PublicKeyLocation {
    static final String PROPERTY = "mp.jwt.verify.publickey.location";
    static final String VARIABLE = "MP_JWT_VERIFY_PUBLICKEY_LOCATION";

    private static final String FILE = "file:";
    private static final String CLASS_PATH = "classpath:";

    private PublicKeyLocation() {}

    static boolean isRemote(String location) {
        return location.startsWith("https:") || location.startsWith("http:");
    }

    static boolean isClassPath(String location) {
        return location.startsWith(CLASS_PATH);
    }

    /**
     * Returns the absolute path of a file, and every other location unchanged. SmallRye JWT treats the text after
     * {@code file:} as a path and does not decode it, so it finds no file in {@code my%20project}. A name that contains
     * a percent sign and is not encoded is found as well.
     */
    static String normalize(String location) {
        String trimmed = location.strip();
        if (isRemote(trimmed) || isClassPath(trimmed)) {
            return trimmed;
        }
        try {
            if (!trimmed.startsWith(FILE)) {
                Path path = Path.of(trimmed);
                // SmallRye JWT looks for a resource of this name if there is no such file.
                return Files.exists(path) ? path.toAbsolutePath().toString() : trimmed;
            }
            String encoded = trimmed.substring(FILE.length());
            Path asWritten = Path.of(encoded).toAbsolutePath();
            Path decoded = Path.of(decode(encoded)).toAbsolutePath();
            return (Files.exists(asWritten) && !Files.exists(decoded) ? asWritten : decoded).toString();
        } catch (InvalidPathException e) {
            return trimmed;
        }
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return encoded;
        }
    }
}
