package org.incidentcomms.testkit.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Nu Html Checker, the validator of the W3C and the WHATWG, in a process of its own. {@code VNU_JAR} names its jar,
 * which the npm package {@code vnu-jar} contains; without it the test is skipped.
 */
public final class NuHtmlChecker {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Path jar;

    private NuHtmlChecker(Path jar) {
        this.jar = jar;
    }

    /** Skips the test where the checker is missing. */
    public static NuHtmlChecker assumeInstalled() {
        String jar = System.getenv("VNU_JAR");
        Assumptions.assumeTrue(jar != null && !jar.isBlank(), "no Nu Html Checker: VNU_JAR does not name its jar");
        return new NuHtmlChecker(Path.of(String.valueOf(jar)));
    }

    /**
     * Errors and warnings about the HTML, CSS and SVG files in a directory, a line each.
     *
     * @param which of them
     * @throws IllegalStateException if the checker fails or does not end within a quarter of an hour
     */
    public List<String> messages(Path directory, Predicate<Path> which) throws IOException, InterruptedException {
        try (Stream<Path> found = Files.walk(directory.toRealPath())) {
            List<String> files = found.filter(NuHtmlChecker::isChecked)
                    .filter(which)
                    .map(Path::toString)
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException("nothing to check in " + directory);
            }
            return run(files);
        }
    }

    private List<String> run(List<String> files) throws IOException, InterruptedException {
        Path arguments = Files.createTempFile("vnu-", ".arguments");
        Path output = Files.createTempFile("vnu-", ".json");
        try {
            // The launcher's argument file: thousands of paths exceed the longest command line.
            List<String> command = new ArrayList<>(List.of("-Xss4m", "-Xmx512m", "-jar", jar.toString()));
            // Its guess of a page's language is wrong where a text has few words.
            command.addAll(List.of("--also-check-css", "--also-check-svg", "--no-langdetect"));
            command.addAll(List.of("--stdout", "--exit-zero-always", "--format", "json"));
            command.addAll(files);
            Files.write(arguments, command.stream().map(NuHtmlChecker::quoted).toList());
            Process checker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "@" + arguments)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                if (!checker.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the checker did not end within " + LIMIT);
                }
            } finally {
                checker.destroyForcibly();
            }
            if (checker.exitValue() != 0) {
                throw new IllegalStateException("the checker failed: " + Files.readString(output));
            }
            return read(output);
        } finally {
            Files.delete(arguments);
            Files.delete(output);
        }
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\") + '"';
    }

    private static List<String> read(Path output) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode message : new ObjectMapper().readTree(output.toFile()).path("messages")) {
            if (isWrong(message)) {
                continue;
            }
            lines.add("%s:%s: %s: %s: %s"
                    .formatted(
                            message.path("url").asText(),
                            message.path("lastLine").asText(),
                            message.path("subType").asText(message.path("type").asText()),
                            message.path("message").asText(),
                            message.path("extract").asText())
                    .replaceAll("\\s+", " "));
        }
        return lines;
    }

    /** In images it takes the second of two emoji in an attribute for half of one. */
    private static boolean isWrong(JsonNode message) {
        return message.path("message").asText().equals("Unmatched low surrogate.")
                && message.path("url").asText().endsWith(".svg");
    }

    private static boolean isChecked(Path file) {
        return Files.isRegularFile(file) && file.toString().matches(".*\\.(html|css|svg)");
    }
}
