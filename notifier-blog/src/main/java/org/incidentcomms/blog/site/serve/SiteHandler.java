package org.incidentcomms.blog.site.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.incidentcomms.blog.site.files.ContentCoding;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.files.SiteFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.page.SignUpForm;
import org.incidentcomms.blog.site.page.SiteLanguages;

/**
 * The public site: every URL that is neither the framework's ({@code /q}) nor an operator's call ({@code /v1}) is a file
 * of the current build, or 404. Answers on the event loop from memory; only a file not asked for lately is read by a
 * worker. It runs before authentication: nothing here depends on who asks.
 */
@Singleton
class SiteHandler {
    /** Before authentication, which the framework registers with 200. */
    private static final int PRIORITY = 250;

    private static final SitePath NOT_FOUND = SitePath.page("404");
    private static final byte[] PREPARING =
            "The status page is being prepared. Please try again in a few seconds.\n".getBytes(UTF_8);

    private final SiteDirectory directory;
    private final SiteLanguages languages;
    private final String policy;

    SiteHandler(SiteDirectory directory, SiteLanguages languages, SignUpForm signUp) {
        this.directory = directory;
        this.languages = languages;
        this.policy = ContentSecurity.page(signUp.action());
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    private void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.startsWith("/q/") || path.equals("/q") || path.startsWith("/v1/")) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            context.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET, HEAD")
                    .end();
            return;
        }
        if (path.equals("/") && "lang=auto".equals(request.query())) {
            toPreferredLanguage(request);
            return;
        }
        String tree =
                languages.ofSegment(firstSegment(path)).map(languages::segment).orElse("");
        String name = path.substring(tree.isEmpty() ? 1 : Math.min(tree.length() + 2, path.length()));
        SiteRoute route = SiteRoute.of(name).orElse(null);
        if (route == null) {
            missing(context, tree);
        } else {
            find(
                    context,
                    inTree(tree, route.file()),
                    file -> file.ifPresentOrElse(
                            found -> found(request, route, found), () -> inCompanysLanguage(context, tree, route)));
        }
    }

    /** Only for whoever asks for it; the decision is in RATIONALE.md. */
    private void toPreferredLanguage(HttpServerRequest request) {
        String tree = languages.segment(languages.accepted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
        request.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, tree.isEmpty() ? "." : tree + "/")
                .putHeader(HttpHeaders.VARY, "accept-language")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(1, end < 0 ? path.length() : end);
    }

    private static SitePath inTree(String tree, SitePath path) {
        return tree.isEmpty() ? path : new SitePath(tree + "/" + path.value());
    }

    /** What exists once, and what the other languages do not have yet. */
    private void inCompanysLanguage(RoutingContext context, String tree, SiteRoute route) {
        if (tree.isEmpty()) {
            missing(context, tree);
        } else {
            find(
                    context,
                    route.file(),
                    file -> file.ifPresentOrElse(
                            found -> found(context.request(), route, found), () -> missing(context, tree)));
        }
    }

    private void missing(RoutingContext context, String tree) {
        find(context, inTree(tree, NOT_FOUND), page -> missing(context, page));
    }

    private interface Answer {
        void with(Optional<SiteFile> file);
    }

    private void find(RoutingContext context, SitePath path, Answer answer) {
        Optional<SiteFile> known = directory.known(path);
        if (known != null) {
            answer.with(known);
            return;
        }
        context.vertx().executeBlocking(() -> directory.read(path), false).onComplete(answer::with, context::fail);
    }

    private void found(HttpServerRequest request, SiteRoute route, SiteFile file) {
        Optional<ContentCoding> coding = AcceptEncoding.best(
                request.getHeader(HttpHeaders.ACCEPT_ENCODING), file.encoded().keySet());
        Validators validators = Validators.of(file, coding);
        HttpServerResponse response = request.response();
        MultiMap headers = response.headers();
        secure(headers, route.isStandalone() ? ContentSecurity.standalone(file.content()) : policy);
        headers.set(HttpHeaders.ETAG, validators.etag())
                .set(HttpHeaders.LAST_MODIFIED, validators.httpDate())
                .set(HttpHeaders.CACHE_CONTROL, route.caching());
        if (!file.encoded().isEmpty()) {
            headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (route.isData()) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
        if (validators.areCurrent(
                request.getHeader(HttpHeaders.IF_NONE_MATCH), request.getHeader(HttpHeaders.IF_MODIFIED_SINCE))) {
            response.setStatusCode(304).end();
            return;
        }
        coding.ifPresent(used -> headers.set(HttpHeaders.CONTENT_ENCODING, used.token()));
        send(request, route.contentType(), file.in(coding));
    }

    /** A mail or post may arrive before the page exists, so the 404 must not be cached. */
    private void missing(RoutingContext context, Optional<SiteFile> page) {
        HttpServerResponse response = context.response();
        secure(response.headers(), policy);
        response.headers().set(HttpHeaders.CACHE_CONTROL, "no-store");
        if (page.isPresent()) {
            response.setStatusCode(404);
            send(context.request(), SiteRoute.HTML, page.get().content());
        } else {
            response.setStatusCode(503).putHeader(HttpHeaders.RETRY_AFTER, "5");
            send(context.request(), "text/plain; charset=utf-8", PREPARING);
        }
    }

    private static void send(HttpServerRequest request, String contentType, byte[] content) {
        HttpServerResponse response = request.response();
        response.headers().set(HttpHeaders.CONTENT_TYPE, contentType);
        if (request.method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length))
                    .end();
        } else {
            response.end(Buffer.buffer(content));
        }
    }

    private static void secure(MultiMap headers, String policy) {
        headers.set("Content-Security-Policy", policy)
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer");
    }
}
