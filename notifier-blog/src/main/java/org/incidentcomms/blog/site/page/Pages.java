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
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;
import org.jspecify.annotations.Nullable;

/**
 * Renders every HTML page of the site in one language. All but the status page depend on events alone, so that replicas and rebuilds
 * produce the same bytes, and therefore the same ETags.
 */
public final class Pages {
    private static final int DESCRIPTION = 160;

    private final Site site;
    private final String directory;
    private final MessageBundle words;
    private final TimeFormats clock;
    private final IncidentViewMapper incidents;
    private final PostViewMapper posts;
    private final StatusViewMapper statuses;
    private final MarkdownRenderer prose;
    private final StructuredData data;

    private Pages(Site site, String directory, TimeFormats clock, MarkdownRenderer prose) {
        this.site = site;
        this.directory = directory;
        this.words = site.words();
        this.clock = clock;
        this.prose = prose;
        this.incidents = new IncidentViewMapper(site, clock, prose);
        this.posts = new PostViewMapper(site, incidents, clock, prose);
        this.statuses = new StatusViewMapper(site, incidents, clock);
        this.data = new StructuredData(site);
    }

    /** The pages in each language, the company's first. */
    public static List<Pages> of(
            Company company,
            SiteLanguages languages,
            Assets assets,
            SignUpForm signUp,
            Branding branding,
            MarkdownRenderer prose) {
        return languages.all().stream()
                .map(language -> {
                    Site site = Site.of(company, languages, assets, signUp, branding, language);
                    String segment = languages.segment(language);
                    return new Pages(
                            site,
                            segment.isEmpty() ? "" : segment + "/",
                            new TimeFormats(company.timeZone(), site.words()),
                            prose);
                })
                .toList();
    }

    /** Where these pages are: empty for the site's root, else with a trailing slash, such as {@code de/}. */
    public String directory() {
        return directory;
    }

    public Language language() {
        return words.language();
    }

    /** The status page, with the time {@code asOf} at which it was known to be current. */
    public String status(SiteModel model, Instant asOf) {
        return Templates.status(statuses.of(model, asOf)).render();
    }

    public String incident(Incident original) {
        Incident incident = site.told(original);
        IncidentView view = incidents.whole(original);
        String said = incident.updates().isEmpty()
                ? incident.title()
                : prose.excerpt(incident.updates().getLast().message(), DESCRIPTION);
        return Templates.incident(new IncidentPage(
                        new PageMetadata(
                                site,
                                titled(incident.title(), "page.status"),
                                words.text("sentence", view.state().words(), said),
                                "/incidents/" + incident.slug(),
                                view.maintenance() ? "maintenance" : "history",
                                TimeFormats.iso(incident.createdAt()),
                                clock.moment(incident.updatedAt()),
                                true),
                        view,
                        view.planned() || incident.status().isTerminal() ? null : incident.slug(),
                        data.incident(incident, said)))
                .render();
    }

    public String post(Post original) {
        Post post = original.in(words.tag());
        String said = prose.excerpt(post.body(), DESCRIPTION);
        return Templates.post(new PostView.Page(
                        new PageMetadata(
                                site,
                                titled(posts.headline(post), "page.blog"),
                                said,
                                "/posts/" + post.slug(),
                                "blog",
                                TimeFormats.iso(post.postedAt()),
                                clock.moment(post.changedAt()),
                                false),
                        posts.whole(original),
                        posts.siblings(post),
                        data.post(post, posts.headline(post), said)))
                .render();
    }

    /** One page of the blog list. */
    public String blog(List<Post> shown, Pager pager, String path) {
        return Templates.blog(new ListView.Blog(
                        list("blog.name", "blog.description", path, "blog"),
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
                        list("nav.history", "history.description", path, "history"),
                        months.entrySet().stream()
                                .map(entry -> new Month(entry.getKey(), entry.getValue()))
                                .toList(),
                        pager))
                .render();
    }

    public String maintenance(SiteModel model, List<Incident> past) {
        return Templates.maintenance(new ListView.Maintenance(
                        list("nav.maintenance", "maintenance.description", "/maintenance", "maintenance"),
                        calendar(model),
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

    private List<Calendar> calendar(SiteModel model) {
        List<Incident> open = new ArrayList<>(model.activeMaintenances());
        open.addAll(model.upcomingMaintenances());
        open.replaceAll(site::told);
        return Calendar.of(open, incidents, clock, words.language().locale());
    }

    /** The page to search the index, of which there are so many archived parts. */
    public String search(SiteModel model, int archived) {
        return Templates.search(new ListView.Search(
                        list("search.title", "search.description", "/search", "history"),
                        SignUpForm.Choice.of(model.components()),
                        archived))
                .render();
    }

    /** Every component's uptime in numbers. */
    public String uptime(SiteModel model, Instant asOf) {
        return Templates.numbers(new UptimeNumbers(
                        list("numbers.title", "numbers.description", "/uptime", "status"),
                        UptimeNumbers.PERIODS,
                        UptimeNumbers.rows(model.components(), clock, asOf)))
                .render();
    }

    /** The 404 page. */
    public String missing() {
        return Templates.missing(list("missing.title", "missing.description", "/", "none"))
                .render();
    }

    /** The self-contained page a load balancer shows in place of the product. */
    public String unavailable(SiteModel model) {
        @Nullable Incident incident = model.foremost().map(site::told).orElse(null);
        Update said = incident == null ? null : incident.updates().getLast();
        return Templates.unavailable(new ListView.Unavailable(
                        site,
                        Assets.unavailableCss(),
                        site.url() + "/feed.atom",
                        incident == null ? null : incident.title(),
                        said == null ? null : prose.excerpt(said.message(), 1_200),
                        said == null ? null : clock.moment(said.postedAt()),
                        incident == null || incident.window() == null
                                ? null
                                : incidents.told(incident, Objects.requireNonNull(incident.window()))))
                .render();
    }

    public String href(String path) {
        return site.base() + path;
    }

    private String titled(String name, String key) {
        return name + " – " + words.text(key, site.name());
    }

    private PageMetadata list(String name, String description, String path, String section) {
        return new PageMetadata(
                site,
                titled(words.text(name), "page.status"),
                words.text(description, site.name()),
                path,
                section,
                null,
                null,
                false);
    }
}
