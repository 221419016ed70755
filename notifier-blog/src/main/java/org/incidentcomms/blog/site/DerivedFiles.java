package org.incidentcomms.blog.site;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SiteBuild;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.SiteModel;

/** Files for programs in one build. Each is rendered only when what it is made of has changed. Not thread-safe. */
final class DerivedFiles {
    private final SiteBuild build;
    private final List<SiteWriter.Data> kinds;
    private final Map<SitePath, Object> ingredients = new HashMap<>();
    private Set<String> changedTopics = new LinkedHashSet<>();
    private long written;

    DerivedFiles(SiteBuild build, List<SiteWriter.Data> kinds) {
        this.build = build;
        this.kinds = kinds;
    }

    /** Number of files written or changed so far. */
    long written() {
        return written;
    }

    /** URLs of the feeds written since the last call. */
    Set<String> takeChangedTopics() {
        Set<String> taken = changedTopics;
        changedTopics = new LinkedHashSet<>();
        return taken;
    }

    /** Writes what changed, and deletes what no longer belongs to the site, such as a deleted component's. */
    void write(SiteModel model) {
        Set<SitePath> now = new HashSet<>();
        for (SiteWriter.Data kind : kinds) {
            for (DerivedFile file : kind.of(model)) {
                write(file);
                now.add(file.path());
            }
        }
        for (SitePath before : List.copyOf(ingredients.keySet())) {
            if (!now.contains(before)) {
                build.delete(before);
                ingredients.remove(before);
            }
        }
    }

    private void write(DerivedFile file) {
        if (file.madeOf().equals(ingredients.get(file.path()))) {
            return;
        }
        if (build.write(file.path(), file.content().get())) {
            written++;
        }
        ingredients.put(file.path(), file.madeOf());
        if (file.topic() != null) {
            changedTopics.add(file.topic());
        }
    }
}
