package org.incidentcomms.email.message;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The templates of mails: those in {@code templates/mail}, each replaced by the file of the same name in a folder of the
 * operator's, if there is one. They have an engine of their own, which reads files at run time.
 */
final class MailTemplates {
    private static final String SETTING = "EMAIL_TEMPLATE_DIRECTORY";

    private enum File {
        FRAME("frame.html", "text/html"),
        HTML("html.html", "text/html"),
        TEXT("text.txt", "text/plain"),
        LETTER_HTML("letter-html.html", "text/html"),
        LETTER_TEXT("letter-text.txt", "text/plain");

        private final String path;
        private final String type;

        File(String path, String type) {
            this.path = path;
            this.type = type;
        }
    }

    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of("text/html")))
            .strictRendering(true)
            .build();
    private final @Nullable Path directory;
    private final Template text;
    private final Template html;
    private final Template letterText;
    private final Template letterHtml;

    /**
     * Reads and parses the templates.
     *
     * @param directory with replacements, or null
     * @throws IllegalArgumentException if one of them is not a template; names the file, the line and what to do
     */
    MailTemplates(@Nullable Path directory) {
        this.directory = directory;
        if (directory != null) {
            refuseUnknown(directory);
        }
        engine.putTemplate("mail/frame", template(File.FRAME));
        this.text = template(File.TEXT);
        this.html = template(File.HTML);
        this.letterText = template(File.LETTER_TEXT);
        this.letterHtml = template(File.LETTER_HTML);
    }

    String text(MailView mail) {
        return tidy(text.data("mail", mail).render());
    }

    String html(MailView mail) {
        return html.data("mail", mail).render();
    }

    String text(LetterView mail) {
        return tidy(letterText.data("mail", mail).render());
    }

    String html(LetterView mail) {
        return letterHtml.data("mail", mail).render();
    }

    /**
     * Renders everything with sample data.
     *
     * @throws IllegalArgumentException if a template fails; names the file, the line and what to do
     */
    void check() {
        SampleViews.mails().forEach(mail -> {
            String unused = checked(File.TEXT, () -> text(mail));
            unused = checked(File.HTML, () -> html(mail));
        });
        SampleViews.letters().forEach(mail -> {
            String unused = checked(File.LETTER_TEXT, () -> text(mail));
            unused = checked(File.LETTER_HTML, () -> html(mail));
        });
    }

    private Template template(File file) {
        return checked(file, () -> engine.parse(source(file), Variant.forContentType(file.type), file.path));
    }

    private <T> T checked(File file, Supplier<T> use) {
        try {
            return use.get();
        } catch (TemplateException e) {
            boolean known = e.getOrigin() != null;
            throw broken(
                    known ? e.getOrigin().getTemplateId() : file.path,
                    known ? ", line " + e.getOrigin().getLine() : "",
                    e);
        } catch (RuntimeException e) { // an unknown key of a text, for example
            throw broken(file.path, "", e);
        }
    }

    private IllegalArgumentException broken(String file, String line, RuntimeException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String what = String.valueOf(root.getMessage()).replaceAll("\\s+", " ");
        return new IllegalArgumentException(
                directory == null
                        ? "the built-in template " + file + line + " is broken: " + what
                        : SETTING + ": the template " + file + line + " cannot be used: " + what
                                + ". Correct the file, or remove it to use the built-in template",
                e);
    }

    private String source(File file) {
        try {
            if (directory != null && Files.exists(directory.resolve(file.path))) {
                return Files.readString(directory.resolve(file.path));
            }
            String resource = "templates/mail/" + file.path;
            try (InputStream in = MailTemplates.class.getClassLoader().getResourceAsStream(resource)) {
                return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be read as UTF-8", e);
        }
    }

    /** A misspelt name would otherwise replace nothing, silently. */
    private static void refuseUnknown(Path directory) {
        Set<String> known = Arrays.stream(File.values()).map(file -> file.path).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(directory)) {
            List<String> unknown = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !known.contains(name))
                    .sorted()
                    .toList();
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(SETTING + ": the file " + unknown.getFirst()
                        + " replaces no template; rename or remove it. Templates are "
                        + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    SETTING + ": the folder " + directory + " cannot be read; create it, or unset the setting", e);
        }
    }

    /** Conditions in a text template leave several empty lines behind; one is kept. */
    private static String tidy(String text) {
        return text.replace("\r\n", "\n")
                        .replaceAll("[ \\t]+\\n", "\n")
                        .replaceAll("\\n{3,}", "\n\n")
                        .strip() + "\n";
    }
}
