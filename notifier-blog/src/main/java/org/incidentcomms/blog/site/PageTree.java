package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.incidentcomms.blog.site.files.SiteBuild;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.page.Paging;
import org.incidentcomms.blog.site.search.SearchIndex;
import org.incidentcomms.blog.site.text.XmlText;
import org.incidentcomms.events.Incident;

/**
 * The pages of one build in one language. A list page is rewritten only if its entries changed, so that the work per
 * event does not grow with the history. Not thread-safe.
 */
final class PageTree {
    private static final int POSTS_PER_PAGE = 10;
    private static final int INCIDENTS_PER_PAGE = 25;
    private static final int PAST_MAINTENANCES = 20;

    private final SiteBuild build;
    private final Pages pages;
    private final Map<SitePath, List<String>> ingredients = new HashMap<>();
    private final ListPages<Post> blog;
    private final ListPages<Incident> history;
    private long written;

    PageTree(SiteBuild build, Pages pages) {
        this.build = build;
        this.pages = pages;
        this.blog = new ListPages<>("blog", POSTS_PER_PAGE, pages::href, pages::blog);
        this.history = new ListPages<>("history", INCIDENTS_PER_PAGE, pages::href, pages::history);
    }

    /** Number of files written or changed so far. */
    long written() {
        return written;
    }

    /** The page that is the same whatever happens. */
    void writeFixed() {
        put("404", pages.missing());
    }

    /**
     * The pages of one incident: its own and its posts, newest first.
     *
     * @return their names, which are the same in every tree
     */
    Set<String> writeIncident(Incident incident) {
        Set<String> names = new HashSet<>();
        names.add(put("incidents/" + incident.slug(), pages.incident(incident)));
        for (Post post : Post.of(incident).reversed()) {
            names.add(put("posts/" + post.slug(), pages.post(post)));
        }
        return names;
    }

    /** The pages that depend on the time: the status page and, once an hour, the uptime in numbers. */
    void writeStatus(SiteModel model, Instant asOf) {
        put("index", pages.status(model, asOf));
        List<String> made =
                List.of(String.valueOf(model.componentChanges()), String.valueOf(asOf.truncatedTo(ChronoUnit.HOURS)));
        whenChanged(path("uptime"), made, () -> pages.uptime(model, asOf));
    }

    /** Every other page that lists several incidents. */
    void writeLists(SiteModel model) {
        List<Incident> past = model.past();
        whenChanged(
                path("unavailable"),
                model.foremost().map(PageTree::versionOf).stream().toList(),
                () -> pages.unavailable(model));
        blog.write(model.posts(), this::put, this::delete);
        history.write(past, this::put, this::delete);
        writeMaintenance(model);
        int archived = Paging.of(past, SearchIndex.PART).archive().size();
        whenChanged(
                path("search"),
                List.of(String.valueOf(model.componentChanges()), String.valueOf(archived)),
                () -> pages.search(model, archived));
    }

    void delete(String name) {
        build.delete(path(name));
    }

    private void writeMaintenance(SiteModel model) {
        List<Incident> past = model.pastMaintenances(PAST_MAINTENANCES);
        List<String> made = new ArrayList<>();
        model.activeMaintenances().forEach(incident -> made.add(versionOf(incident)));
        model.upcomingMaintenances().forEach(incident -> made.add(versionOf(incident)));
        past.forEach(incident -> made.add(versionOf(incident)));
        whenChanged(path("maintenance"), made, () -> pages.maintenance(model, past));
    }

    private void whenChanged(SitePath path, List<String> made, Supplier<String> content) {
        if (!made.equals(ingredients.get(path))) {
            put(path, content.get());
            ingredients.put(path, made);
        }
    }

    private SitePath path(String name) {
        return SitePath.page(pages.directory() + name);
    }

    private String put(String name, String content) {
        put(path(name), content);
        return name;
    }

    private void put(SitePath path, String content) {
        if (build.write(path, XmlText.clean(content).getBytes(UTF_8))) {
            written++;
        }
    }

    private static String versionOf(Incident incident) {
        return incident.id() + " " + incident.version();
    }
}
