package org.incidentcomms.email.subscriber;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.MessageBundles;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/** The public pages for subscribers: small, without scripts, neither cached nor indexed. */
@Singleton
class Pages {
    /** Relative, because a proxy may serve the service below a path it does not know. */
    static final String ONE_UP = "../";

    static final String TWO_UP = "../../";

    /** Of every page, besides its language. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Cache-Control",
            "no-store",
            "Vary",
            "Accept-Language",
            "X-Robots-Tag",
            "noindex");

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    static class Templates {
        private Templates() {}

        static native TemplateInstance askToUnsubscribe(Company company, MessageBundle words);

        static native TemplateInstance unsubscribed(Company company, MessageBundle words, String root);

        static native TemplateInstance notOurs(Company company, MessageBundle words, String root);

        static native TemplateInstance help(Company company, MessageBundle words);

        static native TemplateInstance subscribe(
                Company company, MessageBundle words, SubscribeView form, ChoicesView choices);

        static native TemplateInstance accepted(Company company, MessageBundle words);

        static native TemplateInstance tooManyRequests(Company company, MessageBundle words);

        static native TemplateInstance askToConfirm(Company company, MessageBundle words, boolean oneIncident);

        static native TemplateInstance confirmed(Company company, MessageBundle words);

        static native TemplateInstance notConfirmable(Company company, MessageBundle words);

        static native TemplateInstance manage(
                Company company,
                MessageBundle words,
                Subscriber subscriber,
                ChoicesView choices,
                boolean saved,
                List<Violation> violations);
    }

    private static final MessageBundles WORDS = new MessageBundles(Pages.class, "page");

    private final Company company;
    private final ComponentDirectory components;
    private final HttpHeaders request;

    /** @param request the current one: the container's proxy */
    Pages(Company company, ComponentDirectory components, HttpHeaders request) {
        this.company = company;
        this.components = components;
        this.request = request;
    }

    /** The texts in the stored language (IETF tag), otherwise in the browser's, otherwise in the company's. */
    private MessageBundle words(@Nullable String language) {
        return WORDS.in(
                Language.of(language).orElseGet(() -> language(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE))));
    }

    /** The browser's language, otherwise the company's. */
    Language language(@Nullable String acceptLanguage) {
        return Language.accepted(acceptLanguage).orElse(company.language());
    }

    private MessageBundle words() {
        return words(null);
    }

    /** 200, or 422 if what was sent is not valid. Offers the language of the page if it is not the company's. */
    Response subscribe(SubscribeView form) {
        MessageBundle words = words(form.chosen().language());
        boolean offered = form.violations().isEmpty() && words.language() != company.language();
        PreferencesInput chosen = offered ? form.chosen().in(words.tag()) : form.chosen();
        return page(
                form.violations().isEmpty() ? OK : UNPROCESSABLE,
                words,
                Templates.subscribe(company, words, form, ChoicesView.of(chosen, components.all(), words)));
    }

    /** @param language that was chosen, or null */
    Response accepted(@Nullable String language) {
        MessageBundle words = words(language);
        return page(Response.Status.ACCEPTED.getStatusCode(), words, Templates.accepted(company, words));
    }

    /** The problem's status and headers with a page for people. */
    Response tooManyRequests(Problem problem) {
        MessageBundle words = words();
        Response.ResponseBuilder response =
                Response.fromResponse(page(problem.status(), words, Templates.tooManyRequests(company, words)));
        problem.headers().forEach(response::header);
        return response.build();
    }

    /** The content of that page, for a filter. */
    String tooManyRequests(Language language) {
        return Templates.tooManyRequests(company, WORDS.in(language)).render();
    }

    Response askToConfirm(SubscriptionRequest asked) {
        MessageBundle words = words(asked.preferences().language());
        return page(OK, words, Templates.askToConfirm(company, words, asked.incident() != null));
    }

    Response confirmed(SubscriptionRequest confirmed) {
        MessageBundle words = words(confirmed.preferences().language());
        return page(OK, words, Templates.confirmed(company, words));
    }

    Response notConfirmable() {
        MessageBundle words = words();
        return page(NOT_FOUND, words, Templates.notConfirmable(company, words));
    }

    Response manage(Subscriber subscriber, boolean saved, List<Violation> violations) {
        MessageBundle words = words(subscriber.preferences().language());
        return page(
                violations.isEmpty() ? OK : UNPROCESSABLE,
                words,
                Templates.manage(
                        company,
                        words,
                        subscriber,
                        ChoicesView.of(PreferencesInput.of(subscriber.preferences()), components.all(), words),
                        saved,
                        violations));
    }

    /** @param language the subscriber's, or null */
    Response askToUnsubscribe(@Nullable String language) {
        MessageBundle words = words(language);
        return page(OK, words, Templates.askToUnsubscribe(company, words));
    }

    /**
     * Somebody has left.
     *
     * @param root path from the page to the service's root: {@link #ONE_UP} or {@link #TWO_UP}
     * @param language the subscriber's, or null
     */
    Response unsubscribed(String root, @Nullable String language) {
        MessageBundle words = words(language);
        return page(OK, words, Templates.unsubscribed(company, words, root));
    }

    Response notOurs(String root) {
        MessageBundle words = words();
        return page(NOT_FOUND, words, Templates.notOurs(company, words, root));
    }

    Response help() {
        MessageBundle words = words();
        return page(OK, words, Templates.help(company, words));
    }

    private static Response page(int status, MessageBundle words, TemplateInstance page) {
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Language", words.tag())
                .entity(page.render());
        HEADERS.forEach(response::header);
        return response.build();
    }
}
