package org.incidentcomms.blog.site.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Paging;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Update;

/** The index that the page to search reads, in parts: {@code search/newest.json}, and older ones by number, the oldest 1. */
public final class SearchIndex {
    /** Incidents per part: about 30 KB, 8 KB compressed. */
    public static final int PART = 50;
    /** Characters of one update that are searched. */
    static final int SEARCHED = 600;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MarkdownRenderer prose;

    public SearchIndex(MarkdownRenderer prose) {
        this.prose = prose;
    }

    /** A part is rendered only if one of its incidents changed. */
    public List<DerivedFile> parts(SiteModel model) {
        Paging<Incident> paging = Paging.of(model.past(), PART);
        List<DerivedFile> parts = new ArrayList<>();
        parts.add(part("newest", paging.front()));
        for (int number = 1; number <= paging.archive().size(); number++) {
            parts.add(part(String.valueOf(number), paging.archive().get(number - 1)));
        }
        return parts;
    }

    private DerivedFile part(String name, List<Incident> view) {
        List<Incident> incidents = List.copyOf(view);
        return new DerivedFile(new SitePath("search/" + name + ".json"), incidents, () -> of(incidents));
    }

    /**
     * {@code {"items": [{"slug", "title", "kind", "time" (RFC 3339), "components": [ids], "text"}]}}; a text is the
     * headlines and the beginnings of all updates.
     */
    byte[] of(List<Incident> newestFirst) {
        ObjectNode part = JSON.createObjectNode();
        ArrayNode items = part.putArray("items");
        for (Incident incident : newestFirst) {
            ObjectNode item = items.addObject();
            item.put("slug", incident.slug());
            item.put("title", incident.title());
            item.put("kind", incident.kind().wire());
            item.put("time", SiteModel.placeInTime(incident).toString());
            ArrayNode components = item.putArray("components");
            componentsOf(incident).forEach(components::add);
            item.put("text", incident.updates().stream().map(this::text).collect(Collectors.joining(" ")));
        }
        try {
            return JSON.writeValueAsBytes(part);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("search index could not be rendered", e);
        }
    }

    private String text(Update update) {
        String message = prose.excerpt(update.message(), SEARCHED);
        return update.headline() == null ? message : update.headline() + " " + message;
    }

    /** Every component it ever concerned. */
    private static Set<String> componentsOf(Incident incident) {
        return Stream.concat(
                        incident.components().stream().map(component -> component.id()),
                        incident.updates().stream()
                                .flatMap(update -> update.components().stream())
                                .map(change -> change.id()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
