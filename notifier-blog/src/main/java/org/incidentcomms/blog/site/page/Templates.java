package org.incidentcomms.blog.site.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The Qute files under {@code templates/site}; Quarkus checks them against these types at build time. */
@CheckedTemplate(basePath = "site")
final class Templates {
    private Templates() {}

    static native TemplateInstance status(StatusView view);

    static native TemplateInstance uptime(UptimeView view);

    static native TemplateInstance incident(IncidentPage view);

    static native TemplateInstance post(PostView.Page view);

    static native TemplateInstance blog(ListView.Blog view);

    static native TemplateInstance history(ListView.History view);

    static native TemplateInstance maintenance(ListView.Maintenance view);

    static native TemplateInstance search(ListView.Search view);

    static native TemplateInstance numbers(UptimeNumbers view);

    static native TemplateInstance header(PageMetadata frame);

    static native TemplateInstance footer(PageMetadata frame);

    static native TemplateInstance missing(PageMetadata frame);

    static native TemplateInstance unavailable(ListView.Unavailable view);
}
