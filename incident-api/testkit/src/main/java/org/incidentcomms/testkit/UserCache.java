package org.incidentcomms.testkit;

import java.nio.file.Path;
import java.util.Map;

/**
 * The cache directory of this project: {@code incidentcomms} in the user's cache directory, which is {@code
 * XDG_CACHE_HOME} or {@code ~/.cache} (XDG Base Directory Specification).
 */
public final class UserCache {

    private UserCache() {}

    /** The directory of this user; it may not exist yet. */
    public static Path folder() {
        return folder(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** A relative {@code XDG_CACHE_HOME} is ignored, as the specification requires. */
    static Path folder(Map<String, String> environment, Path home) {
        Path told = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        return (told.isAbsolute() ? told : home.resolve(".cache")).resolve("incidentcomms");
    }
}
