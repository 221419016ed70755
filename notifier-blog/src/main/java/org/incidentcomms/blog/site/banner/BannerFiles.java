package org.incidentcomms.blog.site.banner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Site;
import org.incidentcomms.blog.site.text.JsonText;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.DisplayTimes;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.StatusLabels;
import org.jspecify.annotations.Nullable;

/**
 * {@code banner.js} and {@code banner.json}: open incidents that affect customers, the worst first, maintenance under
 * way, and the next maintenances, which the script shows from a day before they begin.
 */
public final class BannerFiles {
    private static final int INCIDENTS = 3;
    private static final int MAINTENANCES = 2;

    private final Links links;
    private final Language language;
    private final DisplayTimes times;
    private final Words words;
    private final byte[] script;

    public BannerFiles(Company company) {
        MessageBundle texts = Site.words(company);
        this.links = new Links(company);
        this.language = company.language();
        this.times = new DisplayTimes(language);
        this.words = new Words(texts.text("banner.details"), texts.text("banner.dismiss"));
        this.script = script();
    }

    /** @param words what the link and the button say */
    private record Banner(Words words, List<Item> items) {}

    private record Words(String details, String dismiss) {}

    /**
     * One line of the banner.
     *
     * @param id differs once the incident has become better or worse: one who dismissed it sees it again
     * @param tone colour: down, bad, warn or note
     * @param startsAt start of a maintenance that is planned, ISO 8601; else absent
     */
    private record Item(
            String id,
            String tone,
            String label,
            String title,
            String url,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String startsAt) {}

    public List<DerivedFile> of(SiteModel model) {
        List<Item> items = new ArrayList<>();
        model.openIncidents().stream()
                .filter(incident -> incident.impact() != Impact.NONE)
                .sorted(Comparator.comparing(Incident::impact).reversed())
                .limit(INCIDENTS)
                .forEach(incident -> items.add(incident(incident)));
        model.activeMaintenances().stream()
                .limit(MAINTENANCES)
                .forEach(maintenance -> items.add(maintenance(maintenance, null)));
        model.upcomingMaintenances().stream()
                .filter(maintenance -> maintenance.window() != null)
                .limit(MAINTENANCES)
                .forEach(maintenance -> items.add(maintenance(
                        maintenance,
                        Objects.requireNonNull(maintenance.window()).startsAt())));
        Banner banner = new Banner(words, items);
        return List.of(
                new DerivedFile(new SitePath("banner.js"), "", () -> script),
                new DerivedFile(new SitePath("banner.json"), banner, () -> JsonText.bytes(banner)));
    }

    private Item incident(Incident incident) {
        String tone = switch (incident.impact()) {
            case CRITICAL -> "down";
            case MAJOR -> "bad";
            case MINOR, NONE -> "warn";
        };
        return new Item(
                incident.id() + "-" + incident.impact().wire(),
                tone,
                StatusLabels.of(incident.status(), language),
                incident.in(language.tag()).title(),
                links.incident(incident).toString(),
                null);
    }

    private Item maintenance(Incident maintenance, @Nullable Instant startsAt) {
        Window window = maintenance.window();
        String label = window == null
                ? StatusLabels.of(maintenance.status(), language)
                : StatusLabels.of(maintenance.status(), language) + ", "
                        + times.window(window, maintenance.updatedAt()).replaceFirst("\\.$", "");
        return new Item(
                maintenance.id() + "-" + (startsAt == null ? "active" : startsAt),
                "note",
                label,
                maintenance.in(language.tag()).title(),
                links.incident(maintenance).toString(),
                startsAt == null ? null : startsAt.toString());
    }

    /** Without comments and indentation. */
    private static byte[] script() {
        try (InputStream in = BannerFiles.class.getResourceAsStream("/site/banner.js")) {
            String source = new String(Objects.requireNonNull(in, "banner.js").readAllBytes(), StandardCharsets.UTF_8);
            return source.replaceAll("(?m)^ +|^//.*\n", "").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
