package org.incidentcomms.email.subscriber;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.ProblemWriter;

/**
 * Rejects requests to subscribe with 429 before their body is read while a limit is reached, so that a flood of them
 * takes little from the mails of an incident. It counts nothing: {@link SubscriptionResource} counts what is valid.
 */
@ApplicationScoped
class SignUpLimitFilter {
    private static final int PRIORITY = 140;
    private static final String PATH = "/subscriptions";

    private final SignUpLimits limits;
    private final Pages pages;
    private final Map<Language, String> rendered = new ConcurrentHashMap<>();

    SignUpLimitFilter(SignUpLimits limits, Pages pages) {
        this.limits = limits;
        this.pages = pages;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Problem> refusal =
                request.method() == HttpMethod.POST && context.normalizedPath().equals(PATH)
                        ? limits.look(SubscriptionResource.network(request))
                        : Optional.empty();
        if (refusal.isEmpty()) {
            context.next();
        } else if (isForm(request)) {
            sendPage(context, refusal.get());
        } else {
            ProblemWriter.send(context, refusal.get());
        }
    }

    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("application/x-www-form-urlencoded");
    }

    private void sendPage(RoutingContext context, Problem refusal) {
        Language language = pages.language(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        context.request().resume();
        HttpServerResponse response = context.response().setStatusCode(refusal.status());
        Pages.HEADERS.forEach(response::putHeader);
        refusal.headers().forEach((name, value) -> response.putHeader(name, value.toString()));
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .end(rendered.computeIfAbsent(language, pages::tooManyRequests));
    }
}
