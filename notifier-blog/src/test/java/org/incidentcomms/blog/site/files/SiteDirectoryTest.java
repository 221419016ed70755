package org.incidentcomms.blog.site.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteDirectoryTest {
    private static final SitePath INDEX = SitePath.page("index");
    private static final SitePath POST = SitePath.page("posts/one");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @SuppressWarnings("NullAway.Init")
    private SiteDirectory directory;

    @BeforeEach
    void open() {
        directory = new SiteDirectory(root, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void nothingIsServedUntilABuildIsPublished() {
        assertThat(directory.isServable()).isFalse();
        SiteBuild build = directory.begin();
        build.write(INDEX, bytes("new"));
        assertThat(directory.isServable()).isFalse();
        assertThat(directory.read(INDEX)).isEmpty();

        directory.publish(build);

        assertThat(directory.isServable()).isTrue();
        assertThat(served(INDEX)).isEqualTo("new");
    }

    @Test
    void aRebuildThatDiesHalfwayLeavesTheOldFilesServed() throws IOException {
        publish("old");
        SiteBuild half = directory.begin();
        half.write(INDEX, bytes("half"));

        assertThat(served(INDEX)).isEqualTo("old");
        directory.close();
        try (SiteDirectory next = new SiteDirectory(root, Clock.systemUTC())) {
            assertThat(next.isServable()).isTrue();
            assertThat(new String(next.read(INDEX).orElseThrow().content(), UTF_8))
                    .isEqualTo("old");

            next.publish(next.begin());
            assertThat(builds()).hasSize(1);
        }
    }

    @Test
    void theOldBuildIsRemovedOnceTheNewOneIsPublished() throws IOException {
        publish("old");
        publish("new");

        assertThat(served(INDEX)).isEqualTo("new");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aFileWithTheSameContentIsLeftAlone() throws IOException {
        SiteBuild build = publish("same");
        Object before = Files.readAttributes(root.resolve("current/index.html"), "unix:ino")
                .get("ino");

        assertThat(build.write(INDEX, bytes("same"))).isFalse();
        assertThat(Files.readAttributes(root.resolve("current/index.html"), "unix:ino")
                        .get("ino"))
                .isEqualTo(before);
        assertThat(build.write(INDEX, bytes("other"))).isTrue();
    }

    @Test
    void aReaderNeverSeesHalfAFile() throws Exception {
        SiteBuild build = publish("x");
        byte[] small = bytes("a".repeat(10));
        byte[] large = bytes("b".repeat(400_000));
        Thread writing = Thread.ofPlatform().start(() -> {
            for (int round = 0; round < 300; round++) {
                build.write(INDEX, round % 2 == 0 ? large : small);
            }
        });
        while (writing.isAlive()) {
            assertThat(directory.read(INDEX).orElseThrow().content().length).isIn(1, 10, 400_000);
        }
        writing.join();
    }

    @Test
    void aDeletedFileIsGoneAndItsHalfWrittenFormNeverShows() throws IOException {
        SiteBuild build = publish("x");
        build.write(POST, bytes("post"));
        assertThat(served(POST)).isEqualTo("post");

        build.delete(POST);

        assertThat(directory.read(POST)).isEmpty();
        try (Stream<Path> left = Files.list(root.resolve("current/posts"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFileIsAlsoCompressedBesideItAndAllItsFormsChangeAndGoTogether() throws IOException {
        SiteBuild build = publish("x");
        String text = "a page that repeats itself ".repeat(100);
        build.write(POST, bytes(text));
        assertThat(directory.read(POST).orElseThrow().encoded()).isEmpty();
        compress(build);

        SiteFile file = directory.read(POST).orElseThrow();
        assertThat(file.encoded().keySet()).containsExactly(ContentCoding.BROTLI, ContentCoding.GZIP);
        assertThat(text(new GZIPInputStream(new FileInputStream(current("posts/one.html.gz")))))
                .isEqualTo(text);
        assertThat(text(new BrotliInputStream(new FileInputStream(current("posts/one.html.br")))))
                .isEqualTo(text);

        build.write(POST, bytes("short"));
        compress(build);
        assertThat(directory.read(POST).orElseThrow().encoded()).isEmpty();
        build.write(POST, bytes(text));
        compress(build);
        build.delete(POST);
        assertThat(root.resolve("current/posts")).isEmptyDirectory();
    }

    @Test
    void aChangedFileHasNoOlderCompressedForm() {
        SiteBuild build = publish("x");
        build.write(POST, bytes("first ".repeat(500)));
        compress(build);
        assertThat(directory.read(POST).orElseThrow().encoded()).isNotEmpty();

        build.write(POST, bytes("second ".repeat(500)));

        assertThat(directory.read(POST).orElseThrow().encoded()).isEmpty();
    }

    @Test
    void whatDoesNotShrinkIsNotCompressed() {
        byte[] noise = new byte[20_000];
        new Random(7).nextBytes(noise);

        assertThat(ContentCoding.GZIP.encode(noise, true)).isEmpty();
        assertThat(ContentCoding.BROTLI.encode(bytes("a".repeat(1_000)), true)).isEmpty();
        assertThat(ContentCoding.BROTLI.encode(bytes("a".repeat(2_000)), false)).isPresent();
    }

    @Test
    void whatWasReadIsKnownUntilItChanges() throws IOException {
        SiteBuild build = publish("old");
        assertThat(directory.known(INDEX)).isNull();
        SiteFile old = directory.read(INDEX).orElseThrow();
        assertThat(directory.known(INDEX)).containsSame(old);
        assertThat(directory.read(POST)).isEmpty();
        assertThat(directory.known(POST)).isEmpty();

        build.write(INDEX, bytes("new"));
        build.write(POST, bytes("post"));

        assertThat(directory.known(INDEX)).isNull();
        assertThat(served(INDEX)).isEqualTo("new");
        assertThat(served(POST)).isEqualTo("post");
        publish("newest");
        assertThat(served(INDEX)).isEqualTo("newest");
    }

    @Test
    void aSecondProcessOnTheSameDirectoryIsRefused() {
        assertThatThrownBy(() -> new SiteDirectory(root, Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BLOG_SITE_DIRECTORY");
    }

    @Test
    void aLinkInsideABuildIsNotFollowed() throws IOException {
        publish("x");
        Files.createSymbolicLink(root.resolve("current/secret.html"), Path.of("/etc/passwd"));

        assertThat(directory.read(SitePath.page("secret"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/../b", "/etc/passwd", "a//b", ".lock", "a/.tmp", "a\\b", "a b", "", "a/"})
    void aPathThatCouldLeaveTheSiteIsNone(String path) {
        assertThatThrownBy(() -> new SitePath(path)).isInstanceOf(IllegalArgumentException.class);
    }

    private SiteBuild publish(String content) {
        SiteBuild build = directory.begin();
        build.write(INDEX, bytes(content));
        directory.publish(build);
        return build;
    }

    private static void compress(SiteBuild build) {
        while (build.compressNext()) {
            // the next one
        }
    }

    private File current(String name) {
        return root.resolve("current").resolve(name).toFile();
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private String served(SitePath path) {
        return new String(directory.read(path).orElseThrow().content(), UTF_8);
    }

    private List<Path> builds() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("build-"))
                    .toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
