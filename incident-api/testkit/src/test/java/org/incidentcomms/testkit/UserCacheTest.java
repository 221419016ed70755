package org.incidentcomms.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserCacheTest {

    private static final Path HOME = Path.of("/home/ada");

    @Test
    void isTheFolderTheUserNames() {
        assertThat(UserCache.folder(Map.of("XDG_CACHE_HOME", "/var/cache/ada"), HOME))
                .isEqualTo(Path.of("/var/cache/ada/incidentcomms"));
    }

    @Test
    void isInTheHomeFolderOtherwise() {
        Path inHome = Path.of("/home/ada/.cache/incidentcomms");
        assertThat(UserCache.folder(Map.of(), HOME)).isEqualTo(inHome);
        assertThat(UserCache.folder(Map.of("XDG_CACHE_HOME", "relative"), HOME)).isEqualTo(inHome);
    }
}
