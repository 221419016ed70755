package org.incidentcomms.blog.site;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.incidentcomms.blog.site.feed.Feeds;
import org.incidentcomms.blog.site.files.SiteBuild;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Assets;
import org.incidentcomms.blog.site.page.ListView.Pager;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.page.Paging;
import org.incidentcomms.events.Incident;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files of one build an event affects. A list page is rewritten only if its entries changed, so that the
 * work per event does not grow with the history. Not thread-safe.
 */
class SiteWriter {
    private static final int POSTS_PER_PAGE = 10;
    private static final int INCIDENTS_PER_PAGE = 25;
    private static final int FEED_ENTRIES = 30;
    private static final int PAST_MAINTENANCES = 20;

    private final SiteBuild build;
    private final Assets assets;
    private final Pages pages;
    private final Feeds feeds;
    private final Map<String, Set<SitePath>> pagesOfIncident = new HashMap<>();
    private final Map<SitePath, List<String>> ingredients = new HashMap<>();
    private long written;

    /** Creates the writer of a new build; it shares no state with other builds. */
    interface Factory {
        SiteWriter on(SiteBuild build);
    }

    SiteWriter(SiteBuild build, Assets assets, Pages pages, Feeds feeds) {
        this.build = build;
        this.assets = assets;
        this.pages = pages;
        this.feeds = feeds;
    }

    /** Number of files written or changed so far. */
    long written() {
        return written;
    }

    /** Files that do not depend on events. */
    void writeFixed() {
        for (Assets.Asset asset : assets.all()) {
            put(new SitePath(asset.path()), asset.content());
        }
        put(SitePath.page("404"), pages.missing());
        put(new SitePath("robots.txt"), "User-agent: *\nAllow: /\n");
    }

    /** The pages of one incident: its own and its posts, newest first; deletes pages of posts that no longer exist. */
    void writeIncident(String id, @Nullable Incident incident) {
        Set<SitePath> now = new HashSet<>();
        if (incident != null) {
            now.add(put(SitePath.page("incidents/" + incident.slug()), pages.incident(incident)));
            for (Post post : Post.of(incident).reversed()) {
                now.add(put(SitePath.page("posts/" + post.slug()), pages.post(post)));
            }
        }
        for (SitePath before : pagesOfIncident.getOrDefault(id, Set.of())) {
            if (!now.contains(before)) {
                build.delete(before);
            }
        }
        if (now.isEmpty()) {
            pagesOfIncident.remove(id);
        } else {
            pagesOfIncident.put(id, now);
        }
    }

    /** The status page only. */
    void writeStatus(SiteModel model, Instant asOf) {
        put(SitePath.page("index"), pages.status(model, asOf));
    }

    /** Every page that lists several incidents. */
    void writeOverviews(SiteModel model, Instant asOf) {
        writeStatus(model, asOf);
        writeUnavailable(model);
        writeBlog(model);
        writeFeeds(model);
        writeHistory(model);
        writeMaintenance(model);
    }

    private void writeUnavailable(SiteModel model) {
        put(SitePath.page("unavailable"), pages.unavailable(model));
    }

    private void writeBlog(SiteModel model) {
        writeList("blog", Paging.of(model.posts(), POSTS_PER_PAGE), SiteWriter::versionOf, pages::blog);
    }

    private void writeHistory(SiteModel model) {
        writeList("history", Paging.of(model.incidents(), INCIDENTS_PER_PAGE), SiteWriter::versionOf, pages::history);
    }

    private void writeFeeds(SiteModel model) {
        List<Post> newest = model.newestPosts(FEED_ENTRIES);
        List<String> made = newest.stream().map(SiteWriter::versionOf).toList();
        feeds.all()
                .forEach((name, feed) ->
                        whenChanged(new SitePath(name), made, () -> feed.of(newest, model.changedAt())));
    }

    private void writeMaintenance(SiteModel model) {
        List<Incident> past = model.pastMaintenances(PAST_MAINTENANCES);
        List<String> made = new ArrayList<>();
        model.activeMaintenances().forEach(incident -> made.add(versionOf(incident)));
        model.upcomingMaintenances().forEach(incident -> made.add(versionOf(incident)));
        past.forEach(incident -> made.add(versionOf(incident)));
        whenChanged(SitePath.page("maintenance"), made, () -> utf8(pages.maintenance(model, past)));
    }

    private interface ListPage<T> {
        String of(List<T> shown, Pager pager, String path);
    }

    private <T> void writeList(String name, Paging<T> paging, Function<T, String> version, ListPage<T> page) {
        int archived = paging.archive().size();
        String front = "/" + name;
        Pager pager = new Pager(null, archived == 0 ? null : pages.href(front + "/" + archived));
        writeListPage(SitePath.page(name), front, paging.front(), pager, version, page);
        for (int number = archived; number >= 1; number--) {
            String newer = pages.href(number == archived ? front : front + "/" + (number + 1));
            String older = number == 1 ? null : pages.href(front + "/" + (number - 1));
            writeListPage(
                    SitePath.page(name + "/" + number),
                    front + "/" + number,
                    paging.archive().get(number - 1),
                    new Pager(newer, older),
                    version,
                    page);
        }
        for (int number = archived + 1; ingredients.containsKey(SitePath.page(name + "/" + number)); number++) {
            build.delete(SitePath.page(name + "/" + number));
            ingredients.remove(SitePath.page(name + "/" + number));
        }
    }

    private <T> void writeListPage(
            SitePath path, String href, List<T> shown, Pager pager, Function<T, String> version, ListPage<T> page) {
        List<String> made = new ArrayList<>();
        made.add(String.valueOf(pager.newer()));
        made.add(String.valueOf(pager.older()));
        shown.forEach(item -> made.add(version.apply(item)));
        whenChanged(path, made, () -> utf8(page.of(shown, pager, href)));
    }

    private void whenChanged(SitePath path, List<String> made, Supplier<byte[]> content) {
        if (!made.equals(ingredients.get(path))) {
            put(path, content.get());
            ingredients.put(path, made);
        }
    }

    private static String versionOf(Post post) {
        return post.slug() + " " + versionOf(post.incident());
    }

    private static String versionOf(Incident incident) {
        return incident.id() + " " + incident.version();
    }

    private SitePath put(SitePath path, String content) {
        put(path, utf8(content));
        return path;
    }

    private void put(SitePath path, byte[] content) {
        if (build.write(path, content)) {
            written++;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
