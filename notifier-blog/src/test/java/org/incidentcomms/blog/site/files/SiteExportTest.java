package org.incidentcomms.blog.site.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteExportTest {
    private static final SitePath INDEX = SitePath.page("index");
    private static final SitePath POST = SitePath.page("posts/one");
    private static final SitePath TRANSLATED = SitePath.page("de/posts/one");
    private static final String LONG = "a much longer post ".repeat(200);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path target;

    @SuppressWarnings("NullAway.Init")
    private SiteExport export;

    @SuppressWarnings("NullAway.Init")
    private SiteDirectory directory;

    @BeforeEach
    void open() {
        target = folder.resolve("export");
        export = new SiteExport(new FolderTarget(target, folder.resolve("site")));
        directory = new SiteDirectory(folder.resolve("site"), Clock.systemUTC(), export);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void theCopyIsTheSiteAfterEachChange() throws IOException {
        SiteBuild build = publish();
        assertThat(export.pending()).isEqualTo(3);
        export.exportPending();
        assertThat(files()).containsExactly("de/posts/one.html", "index.html", "posts/one.html");

        build.write(POST, LONG.getBytes(UTF_8));
        compressed(build);
        export.exportPending();
        assertThat(files()).contains("posts/one.html.gz", "posts/one.html.br");
        assertThat(Files.readString(target.resolve("posts/one.html"))).startsWith("a much longer post");
        assertThat(Files.getLastModifiedTime(target.resolve("posts/one.html")))
                .isEqualTo(Files.getLastModifiedTime(folder.resolve("site/current/posts/one.html")));

        build.delete(POST);
        export.exportPending();
        assertThat(files()).containsExactly("de/posts/one.html", "index.html");
    }

    @Test
    void pagesTheSiteNoLongerHasGoAtTheNextBuildAndForeignFilesStay() throws IOException {
        Files.createDirectories(target.resolve("posts"));
        Files.createDirectories(target.resolve("de/incidents"));
        for (String old : List.of("posts/withdrawn.html", "posts/withdrawn.html.gz", "de/incidents/withdrawn.html")) {
            Files.writeString(target.resolve(old), "old");
        }
        Files.writeString(target.resolve("posts/.htaccess"), "foreign");
        Files.writeString(target.resolve("ads.txt"), "foreign");
        publish();

        export.exportPending();

        assertThat(files())
                .containsExactly("ads.txt", "de/posts/one.html", "index.html", "posts/.htaccess", "posts/one.html");
    }

    /** Translations are written after the build is published; until then the copy keeps them. */
    @Test
    void aTranslatedPageStaysAsLongAsTheSiteHasThePageItTranslates() throws IOException {
        for (String old : List.of("de/posts/one.html", "de/posts/one.html.gz", "de/posts/two.html")) {
            Files.createDirectories(target.resolve("de/posts"));
            Files.writeString(target.resolve(old), "Beitrag");
        }
        SiteBuild build = directory.begin();
        build.write(INDEX, "front".getBytes(UTF_8));
        build.write(POST, "post".getBytes(UTF_8));
        directory.publish(build);

        export.exportPending();

        assertThat(files())
                .containsExactly("de/posts/one.html", "de/posts/one.html.gz", "index.html", "posts/one.html");
    }

    @Test
    void aRestartRewritesNothingThatIsTheSame() throws IOException {
        compressed(publish(LONG));
        export.exportPending();
        FileTime early = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        List<String> before = files();
        for (String file : before) {
            Files.setLastModifiedTime(target.resolve(file), early);
        }

        SiteBuild again = publish(LONG);
        export.exportPending();
        assertThat(files()).isEqualTo(before);
        compressed(again);
        export.exportPending();

        assertThat(files()).isEqualTo(before).contains("posts/one.html.gz");
        for (String file : before) {
            assertThat(Files.getLastModifiedTime(target.resolve(file))).as(file).isEqualTo(early);
        }
    }

    @Test
    void whatFailsHoldsUpNoOtherAndIsTriedAgain() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("posts"), "in the way of a directory");
        publish();

        assertThatThrownBy(export::exportPending).isInstanceOf(UncheckedIOException.class);
        assertThat(files()).contains("de/posts/one.html", "index.html");
        assertThat(export.pending()).isEqualTo(1);

        Files.delete(target.resolve("posts"));
        export.exportPending();
        assertThat(files()).contains("index.html", "posts/one.html");
        assertThat(export.pending()).isZero();
    }

    @Test
    void theFrontPageComesLastAndATargetThatIsAwayIsLeftAlone() {
        List<String> asked = new ArrayList<>();
        SiteExport away = new SiteExport(new ExportTarget() {
            @Override
            public void copy(Path build, SitePath path) throws IOException {
                asked.add(path.value());
                throw new IOException("away");
            }

            @Override
            public void sweep(Predicate<SitePath> exists) {
                throw new AssertionError("not while it is away");
            }
        });
        List<SitePath> site = Stream.of("index.html", "a.html", "b.html", "c.html", "d.html")
                .map(SitePath::new)
                .toList();
        away.published(folder, site);

        assertThatThrownBy(away::exportPending).isInstanceOf(UncheckedIOException.class);
        assertThat(asked).containsExactly("a.html", "b.html", "c.html");
        assertThat(away.pending()).isEqualTo(5);

        assertThatThrownBy(away::exportPending).isInstanceOf(UncheckedIOException.class);
        assertThat(asked.subList(3, 6)).containsExactly("d.html", "a.html", "b.html");
    }

    @Test
    void aFolderInsideTheSiteIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FolderTarget(folder.resolve("site/export"), folder.resolve("site")))
                .withMessageContaining("SITE_EXPORT_DIRECTORY");
    }

    private SiteBuild publish() {
        return publish("post");
    }

    private SiteBuild publish(String post) {
        SiteBuild build = directory.begin();
        build.write(INDEX, "front".getBytes(UTF_8));
        build.write(POST, post.getBytes(UTF_8));
        build.write(TRANSLATED, "Beitrag".getBytes(UTF_8));
        directory.publish(build);
        return build;
    }

    private static void compressed(SiteBuild build) {
        while (build.compressNext()) {
            // the next one
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> target.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
