package org.incidentcomms.bench.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostfixToolsTest {

    @Test
    void whoLacksThemIsToldWhatToInstall(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> PostfixTools.in(List.of(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("smtp-sink is not installed")
                .hasMessageContaining("postfix");
        program(folder.resolve("smtp-sink"));
        assertThatThrownBy(() -> PostfixTools.in(List.of(folder))).hasMessageContaining("smtp-source is not installed");
        program(folder.resolve("smtp-source"));
        assertThat(PostfixTools.in(List.of(folder.resolve("none"), folder))).isNotNull();
    }

    private static void program(Path file) throws IOException {
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
