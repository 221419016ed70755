package org.incidentcomms.blog.site;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.incidentcomms.blog.site.model.SiteModel;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The pages in a language that is not the company's, and its files for programs: feeds, badges, the banner's data, the
 * calendar and Statuspage's JSON. They follow those in the company's language: what changed is noted and written later,
 * the latest first, several changes of a page at once. Not thread-safe.
 */
final class TranslatedTree {
    private static final Logger LOG = Logger.getLogger(TranslatedTree.class);

    private final PageTree tree;
    private final List<DerivedFiles> data;
    private final LinkedHashSet<DerivedFiles> outdatedData = new LinkedHashSet<>();
    private final LinkedHashSet<String> incidents = new LinkedHashSet<>();
    private @Nullable Instant statusAsOf;
    private boolean listsChanged;

    /** @param data by kind, each of which is written in one go */
    TranslatedTree(PageTree tree, List<DerivedFiles> data) {
        this.tree = tree;
        this.data = List.copyOf(data);
    }

    PageTree tree() {
        return tree;
    }

    List<DerivedFiles> data() {
        return data;
    }

    void incidentChanged(String id) {
        incidents.addLast(id);
    }

    void statusChanged(Instant asOf) {
        statusAsOf = asOf;
    }

    void listsChanged() {
        listsChanged = true;
        outdatedData.addAll(data);
    }

    /** Writes the pages that show several incidents, if they have changed; returns whether they had. */
    boolean writeOverviews(SiteModel model) {
        Instant asOf = statusAsOf;
        if (asOf == null) {
            return false;
        }
        if (listsChanged) {
            tree.writeLists(model);
            listsChanged = false;
        }
        tree.writeStatus(model, asOf);
        statusAsOf = null;
        return true;
    }

    /** Writes the files for programs of one kind, if they may have changed; returns whether they may. */
    boolean writeData(SiteModel model) {
        if (outdatedData.isEmpty()) {
            return false;
        }
        outdatedData.getFirst().write(model);
        outdatedData.removeFirst();
        return true;
    }

    /** Writes the pages of one incident, if one has changed; returns whether one had. */
    boolean writeIncident(SiteModel model) {
        if (incidents.isEmpty()) {
            return false;
        }
        String id = incidents.getLast();
        try {
            model.incident(id).ifPresent(tree::writeIncident);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "incident cannot be rendered in another language incident=%s", id);
        }
        incidents.remove(id);
        return true;
    }
}
