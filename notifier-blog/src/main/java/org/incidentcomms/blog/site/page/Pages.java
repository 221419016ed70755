package org.incidentcomms.blog.site.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.ListView.Month;
import org.incidentcomms.blog.site.page.ListView.Pager;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.Company;
import org.jspecify.annotations.Nullable;

/**
 * Renders every HTML page of the site. All but the status page depend on events alone, so that replicas and rebuilds
 * produce the same bytes, and therefore the same ETags.
 */
public final class Pages {
    private static final int DESCRIPTION = 160;

    private final Site site;
    private final TimeFormats clock;
    private final IncidentViewMapper incidents;
    private final PostViewMapper posts;
    private final StatusViewMapper statuses;
    private final MarkdownRenderer prose;

    public Pages(Company company, Assets assets, MarkdownRenderer prose) {
        this.prose = prose;
        this.site = Site.of(company, assets);
        this.clock = new TimeFormats(company.timeZone());
        this.incidents = new IncidentViewMapper(site.base(), site.signOff(), clock, prose);
        this.posts = new PostViewMapper(site, incidents, clock, prose);
        this.statuses = new StatusViewMapper(site, incidents, clock);
    }

    /** The status page, with the time {@code asOf} at which it was known to be current. */
    public String status(SiteModel model, Instant asOf) {
        return Templates.status(statuses.of(model, asOf)).render();
    }

    public String incident(Incident incident) {
        IncidentView view = incidents.whole(incident);
        String said = incident.updates().isEmpty()
                ? incident.title()
                : prose.excerpt(incident.updates().getLast().message(), DESCRIPTION);
        return Templates.incident(new IncidentPage(
                        new PageMetadata(
                                site,
                                incident.title() + " – " + site.name() + " status",
                                view.state().words() + ": " + said,
                                site.url() + "/incidents/" + incident.slug(),
                                view.maintenance() ? "maintenance" : "history",
                                TimeFormats.iso(incident.createdAt()),
                                clock.moment(incident.updatedAt()),
                                true),
                        view))
                .render();
    }

    public String post(Post post) {
        return Templates.post(new PostView.Page(
                        new PageMetadata(
                                site,
                                post.headline() + " – " + site.name() + " blog",
                                prose.excerpt(post.body(), DESCRIPTION),
                                site.url() + "/posts/" + post.slug(),
                                "blog",
                                TimeFormats.iso(post.postedAt()),
                                clock.moment(post.changedAt()),
                                false),
                        posts.whole(post),
                        posts.siblings(post)))
                .render();
    }

    /** One page of the blog list. */
    public String blog(List<Post> shown, Pager pager, String path) {
        return Templates.blog(new ListView.Blog(
                        list("Blog", "News of incidents and maintenance at " + site.name() + ".", path, "blog"),
                        shown.stream().map(posts::listed).toList(),
                        pager))
                .render();
    }

    /** One page of the history list. */
    public String history(List<Incident> shown, Pager pager, String path) {
        Map<String, List<IncidentLine>> months = new LinkedHashMap<>();
        for (Incident incident : shown) {
            months.computeIfAbsent(clock.month(SiteModel.placeInTime(incident)), month -> new ArrayList<>())
                    .add(incidents.line(incident));
        }
        return Templates.history(new ListView.History(
                        list("History", "Past incidents and maintenance at " + site.name() + ".", path, "history"),
                        months.entrySet().stream()
                                .map(entry -> new Month(entry.getKey(), entry.getValue()))
                                .toList(),
                        pager))
                .render();
    }

    public String maintenance(SiteModel model, List<Incident> past) {
        return Templates.maintenance(new ListView.Maintenance(
                        list("Maintenance", "Planned work at " + site.name() + ".", "/maintenance", "maintenance"),
                        views(model.activeMaintenances()),
                        views(model.upcomingMaintenances()),
                        past.stream().map(incidents::line).toList()))
                .render();
    }

    private List<IncidentView> views(List<Incident> maintenances) {
        return maintenances.stream()
                .limit(50)
                .map(incident -> incidents.listed(incident, 3))
                .toList();
    }

    /** The 404 page. */
    public String missing() {
        return Templates.missing(list("Not found", "There is no page at this address.", "/", "none"))
                .render();
    }

    /** The self-contained page a load balancer shows in place of the product. */
    public String unavailable(SiteModel model) {
        @Nullable Incident incident = model.openIncidents().stream()
                .findFirst()
                .or(() -> model.activeMaintenances().stream().findFirst())
                .filter(open -> !open.updates().isEmpty())
                .orElse(null);
        Update said = incident == null ? null : incident.updates().getLast();
        return Templates.unavailable(new ListView.Unavailable(
                        site,
                        Assets.unavailableCss(),
                        said == null ? null : prose.excerpt(said.message(), 1_200),
                        said == null ? null : clock.moment(said.postedAt()),
                        incident == null || incident.window() == null
                                ? null
                                : IncidentViewMapper.told(incident, Objects.requireNonNull(incident.window()))))
                .render();
    }

    public String href(String path) {
        return site.base() + path;
    }

    private PageMetadata list(String name, String description, String path, String section) {
        return new PageMetadata(
                site,
                name + " – " + site.name() + " status",
                description,
                site.url() + path,
                section,
                null,
                null,
                false);
    }
}
