package org.incidentcomms.blog.site.feed;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Site;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.Incident;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.MessageBundle;
import org.jspecify.annotations.Nullable;

/**
 * All feeds in one language: every post ({@code feed.*}), every incident and maintenance with all its updates ({@code
 * history.*}, as Statuspage has it), and the posts about each component.
 *
 * <p>A component's feed is at two addresses: by its name, and by its id, which never changes. Both files are equal and
 * name the latter as their own. Not thread-safe.
 */
public final class Feeds {
    private static final int POSTS = 30;
    private static final int INCIDENTS = 25;

    private static final FeedFormat ATOM = new AtomFeed();
    private static final FeedFormat RSS = new RssFeed();
    private static final List<FeedFormat> EVERY = List.of(ATOM, RSS, new JsonFeed());

    private final Company company;
    private final String directory;
    private final MessageBundle words;
    private final @Nullable URI hub;
    private final FeedEntries entries;
    private final FeedInfo blog;
    private final FeedInfo history;
    /** Kept while neither the components nor the posts about one change: there may be hundreds. */
    private final Map<String, OfComponent> ofComponents = new HashMap<>();

    private List<Component> known = List.of();

    private record OfComponent(long changes, List<DerivedFile> files) {}

    /**
     * Feeds in the company's language.
     *
     * @param company whose status page is that of the language
     * @param directory of the language's files, part of all ids: empty, or such as {@code de/}
     * @param hub URL of the WebSub hub that pushes the feeds
     */
    public Feeds(Company company, String directory, MarkdownRenderer prose, Optional<URI> hub) {
        this.company = company;
        this.directory = directory;
        this.words = Site.words(company);
        this.hub = hub.orElse(null);
        this.entries = new FeedEntries(company, directory, prose);
        this.blog = info(
                "blog",
                words.text("feed.title", company.name()),
                words.text("feed.description", company.name()),
                "/blog",
                "feed");
        this.history = info(
                "history",
                words.text("feed.history", company.name()),
                words.text("feed.history.description", company.name()),
                "/history",
                "history");
    }

    @SuppressWarnings("ReferenceEquality") // the model makes a new list when a component changes
    public List<DerivedFile> of(SiteModel model) {
        List<DerivedFile> files = new ArrayList<>();
        List<Post> posts = model.newestPosts(POSTS);
        List<Incident> incidents = model.newestIncidents(INCIDENTS);
        add(files, "feed", blog, EVERY, versions(posts), () -> entries.ofPosts(posts), model.changedAt());
        add(
                files,
                "history",
                history,
                List.of(ATOM, RSS),
                incidents.stream().map(Feeds::version).toList(),
                () -> entries.ofIncidents(incidents),
                model.changedAt());
        if (model.components() != known) {
            known = model.components();
            ofComponents.clear();
        }
        for (Component component : known) {
            long changes = model.postChangesOf(component);
            OfComponent made = ofComponents.get(component.id());
            if (made == null || made.changes() != changes) {
                made = new OfComponent(changes, filesOf(component, changes, model));
                ofComponents.put(component.id(), made);
            }
            files.addAll(made.files());
        }
        return files;
    }

    private List<DerivedFile> filesOf(Component component, long changes, SiteModel model) {
        List<DerivedFile> files = new ArrayList<>();
        FeedInfo info = info(
                "components/" + component.id(),
                words.text("feed.component", company.name(), component.name()),
                words.text("feed.component.description", company.name(), component.name()),
                "/",
                "components/" + component.id() + "/feed");
        for (String folder : model.foldersOf(component)) {
            add(
                    files,
                    folder + "feed",
                    info,
                    EVERY,
                    List.of(component.name(), changes),
                    () -> entries.ofPosts(model.newestPostsOf(component, POSTS)),
                    component.createdAt());
        }
        return files;
    }

    private static void add(
            List<DerivedFile> files,
            String path,
            FeedInfo info,
            List<FeedFormat> formats,
            List<?> madeOf,
            Supplier<List<FeedEntry>> entries,
            Instant whenEmpty) {
        Object key = madeOf.isEmpty() ? whenEmpty : madeOf;
        for (FeedFormat format : formats) {
            String self = info.self(format);
            String name = path + "." + format.extension();
            files.add(new DerivedFile(
                    new SitePath(name),
                    key,
                    () -> format.of(info, entries.get(), whenEmpty),
                    self.endsWith("/" + name) ? self : null));
        }
    }

    private FeedInfo info(String id, String title, String description, String home, String path) {
        return new FeedInfo(
                FeedEntries.tag(company, directory + id),
                words.tag(),
                title,
                description,
                company.statusPage() + home,
                company.statusPage() + "/" + path,
                company.signOff(),
                hub);
    }

    private static List<String> versions(List<Post> posts) {
        return posts.stream()
                .map(post -> post.slug() + " " + version(post.incident()))
                .toList();
    }

    private static String version(Incident incident) {
        return incident.id() + " " + incident.version();
    }
}
