package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.incidentcomms.testkit.Patience.await;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples for web servers, on the real ones where they are installed. */
class WebServerSamplesIT {
    private static final Path SAMPLES = Path.of("samples");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private @Nullable Process server;

    @BeforeEach
    void write() throws IOException {
        write("unavailable.html", "<h1>temporarily unavailable</h1>");
        write("index.html", "front");
        write("404.html", "missing");
        write("incidents/slow.html", "slow");
        write("feed.atom", "<feed/>");
        write("de/index.html", "Deutsch");
        write("de/incidents/slow.html", "langsam");
        write("assets/site-0123456789.css", "css");
        write("maintenance.ics", "ics");
        write("sitemap.xml", "xml");
        write("picture.webp", "webp");
        write("banner.js", "js");
        write("api/v2/summary.json", "{}");
        write("history.rss", "rss");
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve("site").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @AfterEach
    void stop() throws InterruptedException {
        client.close();
        if (server != null) {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void nginxShowsThePageWhileTheProductDoesNotAnswer() throws Exception {
        int port = freePort();
        startNginx(port, freePort());
        assertUnavailable(port);
    }

    @Test
    void haproxyShowsThePageWhileTheProductDoesNotAnswer() throws Exception {
        int port = freePort();
        Path program = program("haproxy");
        Path config = sample("haproxy.cfg")
                .replace("bind :80", "bind 127.0.0.1:" + port)
                .writeTo("haproxy.cfg");
        start(port, List.of(program.toString(), "-db", "-f", config.toString()));
        assertUnavailable(port);
    }

    private void assertUnavailable(int port) throws Exception {
        HttpResponse<String> answer = get(port, "/any/page");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("temporarily unavailable");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("Retry-After")).contains("120");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200, front",
        "/incidents/slow, 200, slow",
        "/feed.atom, 200, <feed/>",
        "/de/, 200, Deutsch",
        "/de, 200, Deutsch",
        "/de/incidents/slow, 200, langsam",
        "/fr/incidents/slow, 200, slow",
        "/ja/, 200, front",
        "/de/feed.atom, 200, <feed/>",
        "/assets/site-0123456789.css, 200, css",
        "/nowhere, 404, missing",
        "/de/nowhere, 404, missing"
    })
    void nginxServesTheFilesOfTheSite(String path, int status, String body) throws Exception {
        int port = freePort();
        startNginx(freePort(), port);

        HttpResponse<String> answer = get(port, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @MethodSource("types")
    void nginxSendsTheTypesAndHeadersThatNotifierBlogDoes(String path, String type, @Nullable String origin)
            throws Exception {
        int port = freePort();
        startNginx(freePort(), port);

        assertHeaders(get(port, path), type, origin);
    }

    @ParameterizedTest
    @MethodSource("types")
    void inComposeTheFilesAreSentLikeThatWhileNotifierBlogIsAway(String path, String type, @Nullable String origin)
            throws Exception {
        int port = startNginxOfCompose(freePort());
        assertHeaders(get(port, path), type, origin);
        assertThat(get(port, "/nowhere")).returns(404, HttpResponse::statusCode).returns("missing", HttpResponse::body);
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("/incidents/slow", "text/html; charset=utf-8", null),
                Arguments.of("/maintenance.ics", "text/calendar; charset=utf-8", "*"),
                Arguments.of("/sitemap.xml", "application/xml; charset=utf-8", "*"),
                Arguments.of("/picture.webp", "image/webp", "*"),
                Arguments.of("/banner.js", "text/javascript; charset=utf-8", "*"),
                Arguments.of("/api/v2/summary.json", "application/json; charset=utf-8", "*"),
                Arguments.of("/feed.atom", "application/atom+xml; charset=utf-8", "*"),
                Arguments.of("/history.rss", "application/rss+xml; charset=utf-8", "*"));
    }

    private static void assertHeaders(HttpResponse<String> answer, String type, @Nullable String origin) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEqualTo(Optional.ofNullable(origin));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'self'");
    }

    @ParameterizedTest
    @CsvSource({"https, https", "http, http", "ftp, http", ", http"})
    void inComposeAServiceIsToldHowTheCustomerCalled(@Nullable String said, String told) throws Exception {
        HttpServer blog = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        blog.createContext("/", exchange -> {
            byte[] scheme =
                    exchange.getRequestHeaders().getFirst("X-Forwarded-Proto").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, scheme.length);
            exchange.getResponseBody().write(scheme);
            exchange.close();
        });
        blog.start();
        try {
            int port = startNginxOfCompose(blog.getAddress().getPort());
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"));
            if (said != null) {
                request.header("X-Forwarded-Proto", said);
            }
            assertThat(client.send(request.build(), BodyHandlers.ofString()).body())
                    .isEqualTo(told);
        } finally {
            blog.stop(0);
        }
    }

    private int startNginxOfCompose(int blog) throws Exception {
        Path program = program("nginx");
        int port = freePort();
        Path config = new Sample(Files.readString(Path.of("../deploy/compose/nginx.conf")), folder)
                .replace("/srv/site/current", folder.resolve("site").toString())
                .replace("/run/nginx.pid", folder.resolve("nginx.pid").toString())
                .replace("/dev/stdout", "off")
                .replace("listen 80", "listen 127.0.0.1:" + port)
                .replace("server_name status.*;", "server_name 127.0.0.1;")
                .replace("http://notifier-blog:8083", "http://127.0.0.1:" + blog)
                .replace("http {", "http {\n" + temporaryFolders())
                .writeTo("nginx.conf");
        String user = "root".equals(System.getProperty("user.name")) ? "user root; " : "";
        String once = user + "daemon off; master_process off;";
        start(port, List.of(program.toString(), "-p", folder.toString(), "-c", config.toString(), "-g", once));
        return port;
    }

    private void startNginx(int product, int status) throws Exception {
        Path program = program("nginx");
        Path servers = sample("nginx.conf")
                .replace("listen 80;", "listen 127.0.0.1:" + product + ";")
                .replace("listen 81;", "listen 127.0.0.1:" + status + ";")
                .writeTo("servers.conf");
        String user = "root".equals(System.getProperty("user.name")) ? "user root;\n" : "";
        Path config = Files.writeString(
                folder.resolve("nginx.conf"),
                user + "daemon off;\nmaster_process off;\npid " + folder.resolve("nginx.pid") + ";\nerror_log "
                        + folder.resolve("error.log") + ";\nevents {}\nhttp {\naccess_log off;\n" + temporaryFolders()
                        + "include " + servers
                        + ";\n}\n");
        start(status, List.of(program.toString(), "-p", folder.toString(), "-c", config.toString()));
    }

    /** Instead of the package's own, which are there only where it was installed, and root's. */
    private String temporaryFolders() {
        return Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(name -> name + "_temp_path " + folder.resolve(name) + ";\n")
                .collect(Collectors.joining());
    }

    private void start(int port, List<String> command) throws IOException {
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        server = started;
        await().ignoreExceptionsInstanceOf(ConnectException.class)
                .until(() -> !started.isAlive() || get(port, "/").statusCode() > 0);
        assertThat(started.isAlive())
                .as(() -> command.getFirst() + " ended: "
                        + contentOf(folder.resolve("server.log").toFile()))
                .isTrue();
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }

    private record Sample(String text, Path folder) {
        Sample replace(String before, String after) {
            assertThat(text).contains(before);
            return new Sample(text.replace(before, after), folder);
        }

        Path writeTo(String name) throws IOException {
            return Files.writeString(folder.resolve(name), text);
        }
    }

    private Sample sample(String name) throws IOException {
        return new Sample(Files.readString(SAMPLES.resolve(name)), folder)
                .replace(
                        "/var/lib/notifier-blog/current", folder.resolve("site").toString())
                .replace("127.0.0.1:8000", "127.0.0.1:" + freePort());
    }

    private static Path program(String name) {
        Stream<String> path = Arrays.stream(System.getenv("PATH").split(File.pathSeparator));
        List<Path> found = Stream.concat(path, Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .toList();
        Assumptions.assumeFalse(found.isEmpty(), name + " is not installed");
        return found.getFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
