package org.incidentcomms.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that every path in README's table "Where is…" exists. */
class WhereIsTest {

    private static final Path TOP = Path.of("..", "..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

    @Test
    void everyPathInTheTableExists() throws IOException {
        List<String> paths = table().stream().flatMap(WhereIsTest::links).toList();
        assertThat(paths).as("paths in the table").hasSizeGreaterThan(20);
        assertThat(paths).allSatisfy(path -> assertThat(TOP.resolve(path)).exists());
    }

    @Test
    void everyRowNamesAPlace() throws IOException {
        assertThat(table()).allSatisfy(row -> assertThat(links(row)).isNotEmpty());
    }

    @Test
    void everyOtherLinkIntoTheTreeIsGoodToo() throws IOException {
        List<String> paths = readme().stream()
                .flatMap(WhereIsTest::links)
                .filter(path -> !path.contains("://"))
                .toList();
        assertThat(paths).allSatisfy(path -> assertThat(TOP.resolve(path)).exists());
    }

    private static List<String> table() throws IOException {
        List<String> lines = readme();
        int heading = lines.indexOf("## Where is…");
        assertThat(heading).as("the heading \"Where is…\"").isNotNegative();
        return lines.stream()
                .skip(heading + 1)
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    private static List<String> readme() throws IOException {
        return Files.readAllLines(TOP.resolve("README.md"));
    }

    private static java.util.stream.Stream<String> links(String line) {
        return LINK.matcher(line).results().map((MatchResult link) -> link.group(1));
    }
}
