package org.incidentcomms.blog.site.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Paging;
import org.incidentcomms.blog.site.text.JsonText;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Update;

/**
 * The index that the page to search reads, in parts: {@code search/newest.json}, and older ones by number, the oldest
 * 1.
 */
public final class SearchIndex {
    /** Incidents per part: about 30 KB, 8 KB compressed; each language into which all are translated adds as much. */
    public static final int PART = 50;
    /** Characters of one update that are searched. */
    static final int SEARCHED = 600;

    private final MarkdownRenderer prose;
    private final List<String> languages;

    /** @param languages tags of the languages whose translations are in it: the pages', the company's too */
    public SearchIndex(MarkdownRenderer prose, List<String> languages) {
        this.prose = prose;
        this.languages = List.copyOf(languages);
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
     * {@code {"items": [{"slug", "title", "kind", "time" (RFC 3339), "components": [ids], "text", "in": {"de":
     * {"title", "text"}}}]}}; a text is the headlines and the beginnings of all updates. {@code in} has the languages
     * in which they differ.
     */
    byte[] of(List<Incident> newestFirst) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        ArrayNode items = part.putArray("items");
        for (Incident incident : newestFirst) {
            ObjectNode item = items.addObject();
            item.put("slug", incident.slug());
            item.put("kind", incident.kind().wire());
            item.put("time", SiteModel.placeInTime(incident).toString());
            ArrayNode components = item.putArray("components");
            incident.componentIdsEver().forEach(components::add);
            putTexts(item, incident);
            for (String language : languages) {
                Incident translated = incident.in(language);
                if (!translated.equals(incident)) {
                    putTexts(item.withObjectProperty("in").putObject(language), translated);
                }
            }
        }
        return JsonText.bytes(part);
    }

    private void putTexts(ObjectNode item, Incident incident) {
        item.put("title", incident.title());
        item.put("text", incident.updates().stream().map(this::text).collect(Collectors.joining(" ")));
    }

    private String text(Update update) {
        String message = prose.excerpt(update.message(), SEARCHED);
        return update.headline() == null ? message : update.headline() + " " + message;
    }
}
