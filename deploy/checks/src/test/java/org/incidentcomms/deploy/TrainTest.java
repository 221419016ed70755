package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/container/train} with a program in place of java(1). The one of a JDK ends with 1 after it has made the cache. */
class TrainTest {

    @TempDir
    Path folder;

    @Test
    void a_cache_that_was_made_is_a_success() throws Exception {
        assertThat(trained("echo cache > app.aot; exit 1").exitCode()).isZero();
        assertThat(folder.resolve("app.aot")).exists();
    }

    @Test
    void without_a_cache_or_after_a_crash_it_fails() throws Exception {
        Files.writeString(folder.resolve("app.aot"), "of an earlier build");
        assertThat(trained("exit 1").exitCode()).isNotZero();
        assertThat(trained("echo cache > app.aot; exit 134").exitCode()).isNotZero();
    }

    @Test
    void it_reaches_no_database_and_no_broker() throws Exception {
        assertThat(trained("env; echo cache > app.aot").text())
                .contains("QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:1/none")
                .contains("KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1");
    }

    private DeployFiles.Output trained(String java) throws IOException {
        Path program = folder.resolve("java");
        Files.writeString(program, "#!/bin/sh\n" + java + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return DeployFiles.run(
                folder,
                "sh",
                "-c",
                "PATH=\"$1:$PATH\" exec \"$2\" \"$1\"",
                "sh",
                folder.toString(),
                DeployFiles.deploy("container/train").toString());
    }
}
