package org.incidentcomms.local.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanReaperIT {

    @TempDir
    Path folder;

    /** The shell cannot tell a closed leash from a killed supervisor: in both cases its standard input ends. */
    @Test
    void whatAVanishedSupervisorLeftRunningIsStopped() throws IOException {
        Process part = new ProcessBuilder("sleep", "300").start();
        PartFiles files = new PartFiles(folder.resolve("parts"));
        try (OrphanReaper leash = new OrphanReaper(files.folder(), folder.resolve("leash.log"))) {
            assertThat(leash).isNotNull();
            files.running("part", part.toHandle());
        }
        await().until(() -> !part.isAlive());
        await().until(() -> !Files.exists(files.folder().resolve("part.pid")));
    }
}
