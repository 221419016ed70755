package org.incidentcomms.blog.site.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.blog.site.files.SiteBuild;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.files.SiteExport;
import org.incidentcomms.blog.site.files.SitePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class BucketTargetIT {
    private static final SitePath POST = SitePath.page("posts/one");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final HttpClient browser = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private S3Server server;

    @SuppressWarnings("NullAway.Init")
    private BucketTarget bucket;

    @SuppressWarnings("NullAway.Init")
    private SiteExport export;

    @SuppressWarnings("NullAway.Init")
    private SiteDirectory directory;

    @BeforeEach
    void open() throws IOException {
        server = S3Server.start(Files.createDirectory(folder.resolve("store")));
        start(Map.of());
    }

    private void start(Map<String, String> changed) {
        bucket = bucket(changed);
        export = new SiteExport(bucket);
        directory = new SiteDirectory(folder.resolve("site"), Clock.systemUTC(), export);
    }

    private void restart(Map<String, String> changed) {
        directory.close();
        bucket.close();
        start(changed);
    }

    @AfterEach
    void close() {
        if (server != null) {
            directory.close();
            bucket.close();
            server.close();
        }
    }

    @Test
    void objectsHaveTheNamesOfPagesAndAreServedAsTheSiteServesThem() throws Exception {
        SiteBuild build = publish("Résolu");
        build.write(new SitePath("feed.atom"), "<feed/>".getBytes(UTF_8));
        build.write(new SitePath("assets/site-0123456789.css"), "a{}".getBytes(UTF_8));
        copy();

        assertThat(names())
                .containsExactly(
                        "404.html",
                        "assets/site-0123456789.css",
                        "de/index.html",
                        "de/posts/one",
                        "feed.atom",
                        "index.html",
                        "posts/one",
                        "unavailable.html");
        HttpResponse<String> page = get("/posts/one");
        assertThat(page.body()).isEqualTo("Résolu");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(caching -> assertThat(caching).contains("max-age=15"));
        assertThat(get("/assets/site-0123456789.css").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(caching -> assertThat(caching).contains("immutable"));
        assertThat(get("/feed.atom").headers().firstValue("Content-Type"))
                .hasValue("application/atom+xml; charset=utf-8");
        assertThat(get("/").body()).isEqualTo("front");
        assertThat(get("/de/").body()).isEqualTo("Titelseite");
        assertThat(get("/posts/unknown").body()).isEqualTo("nothing here");
    }

    @Test
    void aChangeIsWrittenAWithdrawnPageDeletedAndWhatIsForeignStays() throws Exception {
        SiteBuild build = publish("one");
        foreign("ads.txt");
        foreign("posts/withdrawn");
        foreign("de/incidents/withdrawn");
        copy();
        assertThat(names()).contains("ads.txt").doesNotContain("posts/withdrawn", "de/incidents/withdrawn");

        build.write(POST, "two".getBytes(UTF_8));
        copy();
        assertThat(get("/posts/one").body()).isEqualTo("two");

        build.delete(POST);
        copy();
        assertThat(names()).doesNotContain("posts/one").contains("ads.txt", "index.html");
    }

    @Test
    void aRestartWritesOnlyWhatIsNotThere() throws Exception {
        publish("one");
        copy();
        try (S3Client client = client()) {
            var unused = client.putObject(
                    put -> put.bucket(S3Server.BUCKET).key("index.html").cacheControl("not written since"),
                    RequestBody.fromString("front"));
        }
        restart(Map.of());
        publish("changed");
        copy();

        assertThat(get("/posts/one").body()).isEqualTo("changed");
        assertThat(get("/").headers().firstValue("Cache-Control")).hasValue("not written since");
    }

    @Test
    void aStoreThatRefusesIsTriedAgainAndTheMessageNamesNoSecret() throws Exception {
        restart(Map.of(
                "site.export.s3.access-key-id", "somebody-else",
                "site.export.s3.secret-access-key", "wrong-secret"));
        publish("one");

        assertThatThrownBy(this::copy)
                .hasRootCauseInstanceOf(software.amazon.awssdk.services.s3.model.S3Exception.class)
                .hasMessageContaining(S3Server.BUCKET)
                .hasMessageNotContaining("wrong-secret");
        assertThat(export.pending()).isPositive();
    }

    @Test
    void pagesAndFoldersThatAreNamedLikeOthersOfTheSiteAreKept() throws Exception {
        SiteBuild build = publish("one");
        build.write(SitePath.page("incidents/unavailable"), "an incident".getBytes(UTF_8));
        build.write(SitePath.page("de/posts/index"), "Beitrag".getBytes(UTF_8));
        build.write(SitePath.page("posts/index"), "a post".getBytes(UTF_8));
        build.write(new SitePath("components/posts/feed.atom"), "<feed/>".getBytes(UTF_8));
        foreign("media/posts/cover");
        directory.publish(build);
        copy();

        assertThat(names())
                .contains(
                        "incidents/unavailable",
                        "posts/index",
                        "de/posts/index",
                        "components/posts/feed.atom",
                        "media/posts/cover");
    }

    @Test
    void aPrefixIsBeforeEachName() throws Exception {
        restart(Map.of("site.export.s3.prefix", "public"));
        foreign("posts/of-somebody-else");
        foreign("public-staging/posts/of-somebody-else");
        publish("one");

        copy();

        assertThat(names())
                .contains(
                        "public/posts/one",
                        "public/index.html",
                        "posts/of-somebody-else",
                        "public-staging/posts/of-somebody-else");
    }

    @Test
    void settingsThatGoTogetherAreAskedFor() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Buckets.open(
                        settings(Map.of("site.export.s3.bucket", "status", "site.export.s3.access-key-id", "key")),
                        Optional.empty(),
                        Set.of()))
                .withMessageContaining("SITE_EXPORT_S3_SECRET_ACCESS_KEY");
        assertThat(Buckets.open(settings(Map.of()), Optional.empty(), Set.of())).isEmpty();
    }

    private BucketTarget bucket(Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "site.export.s3.bucket", S3Server.BUCKET,
                "site.export.s3.endpoint", server.endpoint().toString(),
                "site.export.s3.access-key-id", S3Server.KEY,
                "site.export.s3.secret-access-key", S3Server.KEY));
        settings.putAll(changed);
        return Buckets.open(settings(settings), Optional.empty(), Set.of("de")).orElseThrow();
    }

    private static BucketSettings settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(BucketSettings.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(BucketSettings.class);
    }

    private SiteBuild publish(String post) {
        SiteBuild build = directory.begin();
        build.write(SitePath.page("index"), "front".getBytes(UTF_8));
        build.write(SitePath.page("de/index"), "Titelseite".getBytes(UTF_8));
        build.write(SitePath.page("404"), "nothing here".getBytes(UTF_8));
        build.write(SitePath.page("unavailable"), "away".getBytes(UTF_8));
        build.write(POST, post.getBytes(UTF_8));
        build.write(SitePath.page("de/posts/one"), "Beitrag".getBytes(UTF_8));
        directory.publish(build);
        return build;
    }

    private void copy() throws InterruptedException {
        export.exportPending(Duration.ofMillis(1));
    }

    private void foreign(String name) {
        try (S3Client client = client()) {
            var unused =
                    client.putObject(put -> put.bucket(S3Server.BUCKET).key(name), RequestBody.fromString("foreign"));
        }
    }

    private List<String> names() {
        try (S3Client client = client()) {
            return client.listObjectsV2(list -> list.bucket(S3Server.BUCKET)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    private S3Client client() {
        return Buckets.client(
                settings(Map.of(
                        "site.export.s3.endpoint", server.endpoint().toString(),
                        "site.export.s3.access-key-id", S3Server.KEY,
                        "site.export.s3.secret-access-key", S3Server.KEY)),
                Optional.empty());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(server.page(path)).build(), BodyHandlers.ofString());
    }
}
