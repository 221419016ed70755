package org.incidentcomms.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.nio.file.Path;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFolderIT {

    /** As a stack leaves it that is killed between the start of PostgreSQL and the creation of its databases. */
    @Test
    void aDatabaseOfAKilledStackIsEndedAlthoughItsPartHasNoPidFile(@TempDir Path data) throws Exception {
        int port = Ports.free();
        try (EmbeddedPostgresServer server =
                EmbeddedPostgresServer.start(data.resolve(StackParts.POSTGRES), data.resolve("postgres.log"), port)) {
            new StackFolder(data).endLeftovers();

            assertThatThrownBy(() -> server.createDatabase("anything")).hasRootCauseInstanceOf(ConnectException.class);
        }
    }
}
