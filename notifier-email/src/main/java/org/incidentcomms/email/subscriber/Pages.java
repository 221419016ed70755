package org.incidentcomms.email.subscriber;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.incidentcomms.kit.wording.Company;

/** The public pages for subscribers: small, without scripts, neither cached nor indexed. */
@Singleton
class Pages {

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    static class Templates {
        private Templates() {}

        static native TemplateInstance askToUnsubscribe(Company company);

        static native TemplateInstance unsubscribed(Company company);

        static native TemplateInstance notOurs(Company company);

        static native TemplateInstance help(Company company);
    }

    private final Company company;

    Pages(Company company) {
        this.company = company;
    }

    Response askToUnsubscribe() {
        return page(Response.Status.OK, Templates.askToUnsubscribe(company));
    }

    Response unsubscribed() {
        return page(Response.Status.OK, Templates.unsubscribed(company));
    }

    Response notOurs() {
        return page(Response.Status.NOT_FOUND, Templates.notOurs(company));
    }

    Response help() {
        return page(Response.Status.OK, Templates.help(company));
    }

    private static Response page(Response.Status status, TemplateInstance page) {
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
