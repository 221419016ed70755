package org.incidentcomms.email.subscriber;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Violation;

/** The public pages for subscribers: small, without scripts, neither cached nor indexed. */
@Singleton
class Pages {
    /** Relative, because a proxy may serve the service below a path it does not know. */
    static final String ONE_UP = "../";

    static final String TWO_UP = "../../";

    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    static class Templates {
        private Templates() {}

        static native TemplateInstance askToUnsubscribe(Company company);

        static native TemplateInstance unsubscribed(Company company, String root);

        static native TemplateInstance notOurs(Company company, String root);

        static native TemplateInstance help(Company company);

        static native TemplateInstance subscribe(Company company, SubscribeView form, ChoicesView choices);

        static native TemplateInstance accepted(Company company);

        static native TemplateInstance tooManyRequests(Company company);

        static native TemplateInstance askToConfirm(Company company, boolean oneIncident);

        static native TemplateInstance confirmed(Company company);

        static native TemplateInstance notConfirmable(Company company);

        static native TemplateInstance manage(
                Company company, Subscriber subscriber, ChoicesView choices, boolean saved, List<Violation> violations);
    }

    private final Company company;
    private final ComponentDirectory components;

    Pages(Company company, ComponentDirectory components) {
        this.company = company;
        this.components = components;
    }

    /** 200, or 422 if what was sent is not valid. */
    Response subscribe(SubscribeView form) {
        return page(
                form.violations().isEmpty() ? OK : UNPROCESSABLE,
                Templates.subscribe(company, form, ChoicesView.of(form.chosen(), components.all())));
    }

    Response accepted() {
        return page(Response.Status.ACCEPTED, Templates.accepted(company));
    }

    /** The problem's status and headers with a page for people. */
    Response tooManyRequests(Problem problem) {
        Response.ResponseBuilder response = Response.fromResponse(
                        page(Response.Status.TOO_MANY_REQUESTS, Templates.tooManyRequests(company)))
                .status(problem.status());
        problem.headers().forEach(response::header);
        return response.build();
    }

    Response askToConfirm(boolean oneIncident) {
        return page(Response.Status.OK, Templates.askToConfirm(company, oneIncident));
    }

    Response confirmed() {
        return page(Response.Status.OK, Templates.confirmed(company));
    }

    Response notConfirmable() {
        return page(Response.Status.NOT_FOUND, Templates.notConfirmable(company));
    }

    Response manage(Subscriber subscriber, boolean saved, List<Violation> violations) {
        return page(
                violations.isEmpty() ? OK : UNPROCESSABLE,
                Templates.manage(
                        company,
                        subscriber,
                        ChoicesView.of(PreferencesInput.of(subscriber.preferences()), components.all()),
                        saved,
                        violations));
    }

    Response askToUnsubscribe() {
        return page(Response.Status.OK, Templates.askToUnsubscribe(company));
    }

    /** @param root path from the page to the service's root: {@link #ONE_UP} or {@link #TWO_UP} */
    Response unsubscribed(String root) {
        return page(Response.Status.OK, Templates.unsubscribed(company, root));
    }

    Response notOurs(String root) {
        return page(Response.Status.NOT_FOUND, Templates.notOurs(company, root));
    }

    Response help() {
        return page(Response.Status.OK, Templates.help(company));
    }

    private static Response page(Response.Status status, TemplateInstance page) {
        return page(status.getStatusCode(), page);
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
                                + " frame-ancestors 'none'")
                .header("Cache-Control", "no-store")
                .header("X-Robots-Tag", "noindex")
                .entity(page.render())
                .build();
    }
}
