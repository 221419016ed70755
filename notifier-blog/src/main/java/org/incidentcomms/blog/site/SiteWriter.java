package org.incidentcomms.blog.site;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SiteBuild;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Assets;
import org.incidentcomms.blog.site.page.Pages;
import org.incidentcomms.blog.site.search.SearchIndex;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.Incident;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files of one build an event affects. The pages in the company's language and the feeds are written at
 * once; other languages and compressed forms are deferred, see {@link #writeDeferred}. Not thread-safe.
 */
class SiteWriter {
    private final SiteBuild build;
    private final Assets assets;
    private final PageTree tree;
    private final List<TranslatedTree> translations;
    private final DerivedFiles data;
    private final DerivedFiles search;
    private final Map<String, Set<String>> pagesOfIncident = new HashMap<>();
    private Set<String> shownComponents = Set.of();
    private boolean isSearchOutdated;
    private long written;

    /** Creates the writer of a new build; it shares no state with other builds. */
    interface Factory {
        SiteWriter on(SiteBuild build);
    }

    /** Renders files for programs. */
    interface Data {
        List<DerivedFile> of(SiteModel model);
    }

    /** What there is in one language. */
    record Edition(Pages pages, List<Data> data) {}

    /** @param editions the company's language first */
    SiteWriter(SiteBuild build, Assets assets, List<Edition> editions, SearchIndex search) {
        this.build = build;
        this.assets = assets;
        this.tree = new PageTree(build, editions.getFirst().pages());
        this.translations = editions.stream()
                .skip(1)
                .map(edition -> new TranslatedTree(
                        new PageTree(build, edition.pages()),
                        edition.data().stream()
                                .map(kind -> new DerivedFiles(build, List.of(kind)))
                                .toList()))
                .toList();
        this.data = new DerivedFiles(build, editions.getFirst().data());
        this.search = new DerivedFiles(build, List.of(search::parts));
    }

    /** Number of files written or changed so far. */
    long written() {
        return written
                + tree.written()
                + translations.stream()
                        .mapToLong(translation -> translation.tree().written())
                        .sum()
                + derived().mapToLong(DerivedFiles::written).sum();
    }

    /** URLs of the feeds written since the last call. */
    Set<String> takeChangedTopics() {
        return derived()
                .flatMap(files -> files.takeChangedTopics().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Files that do not depend on events. */
    void writeFixed() {
        for (Assets.Asset asset : assets.all()) {
            put(new SitePath(asset.path()), asset.content());
        }
        tree.writeFixed();
        translations.forEach(translation -> translation.tree().writeFixed());
    }

    /**
     * The pages of one incident; deletes pages of posts that no longer exist, in every language at once, for they may
     * have been taken back.
     */
    void writeIncident(String id, @Nullable Incident incident) {
        Set<String> now = incident == null ? Set.of() : tree.writeIncident(incident);
        for (String before : pagesOfIncident.getOrDefault(id, Set.of())) {
            if (!now.contains(before)) {
                tree.delete(before);
                translations.forEach(translation -> translation.tree().delete(before));
            }
        }
        if (now.isEmpty()) {
            pagesOfIncident.remove(id);
        } else {
            pagesOfIncident.put(id, now);
        }
        build.inventory().note(id, !now.isEmpty());
        translations.forEach(translation -> translation.incidentChanged(id));
    }

    /** The status page only. */
    void writeStatus(SiteModel model, Instant asOf) {
        tree.writeStatus(model, asOf);
        translations.forEach(translation -> translation.statusChanged(asOf));
    }

    /** Everything that shows several incidents. */
    void writeOverviews(SiteModel model, Instant asOf) {
        writeStatus(model, asOf);
        tree.writeLists(model);
        translations.forEach(TranslatedTree::listsChanged);
        data.write(model);
        noteComponents(model);
        isSearchOutdated = true;
    }

    private void noteComponents(SiteModel model) {
        Set<String> now = model.components().stream().map(Component::id).collect(Collectors.toSet());
        now.forEach(id -> build.inventory().note(id, true));
        shownComponents.stream()
                .filter(id -> !now.contains(id))
                .forEach(id -> build.inventory().note(id, false));
        shownComponents = now;
    }

    /**
     * Does the next piece of what was deferred, which takes a few milliseconds: the overviews in other languages,
     * the search index, files for programs in other languages, compressed forms, incidents in other languages.
     *
     * @return false if nothing is left
     */
    boolean writeDeferred(SiteModel model) {
        return translations.stream().anyMatch(translation -> translation.writeOverviews(model))
                || writeSearchIndex(model)
                || translations.stream().anyMatch(translation -> translation.writeData(model))
                || build.compressNext()
                || translations.stream().anyMatch(translation -> translation.writeIncident(model));
    }

    private boolean writeSearchIndex(SiteModel model) {
        if (!isSearchOutdated) {
            return false;
        }
        search.write(model);
        isSearchOutdated = false;
        return true;
    }

    private Stream<DerivedFiles> derived() {
        return Stream.concat(
                Stream.of(data, search), translations.stream().flatMap(translation -> translation.data().stream()));
    }

    private void put(SitePath path, byte[] content) {
        if (build.write(path, content)) {
            written++;
        }
    }
}
