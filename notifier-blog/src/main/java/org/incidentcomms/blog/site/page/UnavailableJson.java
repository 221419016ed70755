package org.incidentcomms.blog.site.page;

import java.util.List;
import java.util.Optional;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.text.JsonText;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.service.markdown.Markdown;
import org.jspecify.annotations.Nullable;

/**
 * {@code unavailable.json}, the twin of {@code unavailable.html} for programs: a problem (RFC 9457) that a load balancer
 * answers in place of the product's API.
 */
public final class UnavailableJson {
    private static final String NOTHING_KNOWN =
            "We are experiencing technical difficulties and are actively working on the issue.";

    private final Company company;
    private final SignUpForm signUp;
    private final Links links;

    public UnavailableJson(Company company, SignUpForm signUp) {
        this.company = company;
        this.signUp = signUp;
        this.links = new Links(company);
    }

    /**
     * The document.
     *
     * @param detail plain text of the newest update
     * @param updatedAt when that was posted, ISO 8601, null if nothing is known
     * @param incident the open incident or maintenance, null if there is none
     * @param follow where customers hear more
     */
    private record Problem(
            String type,
            String title,
            int status,
            String detail,
            @Nullable String updatedAt,
            @Nullable Current incident,
            Follow follow) {}

    /** @param endsAt end of a maintenance, ISO 8601, null for an incident, as is {@code startsAt} */
    private record Current(
            String id,
            String kind,
            String title,
            String status,
            String impact,
            String url,
            @Nullable String startsAt,
            @Nullable String endsAt) {}

    /** @param subscribe URL of the form to subscribe by mail, null if there is none */
    private record Follow(
            String statusPage, String feed, @Nullable String subscribe, String x, String support) {}

    public List<DerivedFile> of(SiteModel model) {
        Optional<Incident> current = model.foremost();
        Update said = current.map(incident -> incident.updates().getLast()).orElse(null);
        Problem problem = new Problem(
                company.statusPage() + "/unavailable.html",
                company.name() + " is temporarily unavailable",
                503,
                said == null ? NOTHING_KNOWN : Markdown.toText(said.message()).strip(),
                said == null ? null : TimeFormats.iso(said.postedAt()),
                current.map(this::current).orElse(null),
                new Follow(
                        links.statusPage().toString(),
                        company.statusPage() + "/feed.atom",
                        signUp.action(),
                        "https://x.com/" + company.xHandle().replaceFirst("^@", ""),
                        company.support()));
        return List.of(new DerivedFile(new SitePath("unavailable.json"), problem, () -> JsonText.bytes(problem)));
    }

    private Current current(Incident incident) {
        Window window = incident.window();
        return new Current(
                incident.id(),
                incident.kind().wire(),
                incident.title(),
                incident.status().wire(),
                incident.impact().wire(),
                links.incident(incident).toString(),
                window == null ? null : TimeFormats.iso(window.startsAt()),
                window == null ? null : TimeFormats.iso(window.endsAt()));
    }
}
