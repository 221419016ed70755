package org.incidentcomms.blog.site;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.events.StatusEvent.ComponentDeleted;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.IncidentWithdrawn;
import org.incidentcomms.events.StatusEvent.PostmortemWithdrawn;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.PreviewSource;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.wording.AnnouncementContent;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.kit.wording.StatusLabels;

/**
 * Previews an event as site and blog would show it: {@code headline, excerpt, html, sign_off, when, url, page_url}, and
 * {@code headline_de, excerpt_de, html_de} for each language in which an operator wrote it. The
 * page shows everything published, so it is previewed even if {@code notify} excludes the blog; {@code url} is then the
 * page's.
 */
@ApplicationScoped
class SitePreview implements PreviewSource {
    private static final String DESTINATION = "site";
    private static final int EXCERPT = 240;
    /** Heading level as on a post's own page. */
    private static final int HEADLINE_LEVEL = 1;

    private final Company company;
    private final Links links;
    private final MarkdownRenderer prose = new MarkdownRenderer();

    SitePreview(Company company, Links links) {
        this.company = company;
        this.links = links;
    }

    @Override
    public Preview preview(PublishedEvent event) {
        boolean isHidden = event.data() instanceof IncidentEvent change
                && !change.incident().isShownPublicly();
        return isHidden
                ? new Preview(DESTINATION, 0, Map.of(), List.of(), SkipReason.AUDIENCE)
                : previewOfPublic(event);
    }

    private Preview previewOfPublic(PublishedEvent event) {
        return switch (event.data()) {
            case Announcement said -> announced(said);
            case IncidentEdited edited -> edited(edited.incident());
            case IncidentWithdrawn withdrawn ->
                shown(page(withdrawn.incident()), List.of("its page and posts are removed"));
            case PostmortemWithdrawn withdrawn ->
                shown(page(withdrawn.incident()), List.of("the post-mortem and its post are removed"));
            case ComponentChanged changed -> component(changed.component(), List.of());
            case ComponentDeleted deleted ->
                component(deleted.component(), List.of("the status page no longer shows it"));
            case DeliveryRetryRequested retried -> nothing();
            case DeliveryStopRequested stopped -> nothing();
        };
    }

    private Preview announced(Announcement said) {
        AnnouncementContent tidings = new AnnouncementContent(said, company);
        Map<String, String> parts = page(said.incident());
        text(parts, "", tidings.headline(), tidings.message());
        for (Language language : Language.values()) {
            if (language != company.language() && said.isTranslated(language.tag())) {
                AnnouncementContent translated = new AnnouncementContent(said.in(language.tag()), company);
                text(parts, "_" + language.tag(), translated.headline(), translated.message());
            }
        }
        parts.put("sign_off", tidings.signOff());
        tidings.when().ifPresent(when -> parts.put("when", when));
        List<String> warnings = new ArrayList<>();
        Optional<String> post = post(said.incident(), tidings);
        post.ifPresentOrElse(
                url -> parts.put("url", url),
                () -> warnings.add("no blog post of its own: only the incident's page shows it"));
        return shown(parts, warnings);
    }

    private Optional<String> post(Incident incident, AnnouncementContent tidings) {
        Optional<Postmortem> analysis = tidings.postmortem();
        if (analysis.isPresent()) {
            return analysis.filter(found -> found.hasPost())
                    .map(found -> links.post(incident, found).toString());
        }
        return tidings.update()
                .filter(update -> update.hasPost())
                .map(update -> links.post(incident, update).toString());
    }

    /** The event does not say which text was edited; takes the one edited last. */
    private Preview edited(Incident incident) {
        Map<String, String> parts = page(incident);
        incident.updates().stream()
                .max(Comparator.comparing((Update update) -> lastTouched(update)))
                .ifPresent(update -> text(parts, "", AnnouncementContent.headline(incident, update), update.message()));
        return shown(parts, List.of());
    }

    private static java.time.Instant lastTouched(Update update) {
        return update.editedAt() == null ? update.postedAt() : update.editedAt();
    }

    private Preview component(Component component, List<String> warnings) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("headline", component.name() + ": " + StatusLabels.of(component.status()));
        parts.put("url", links.statusPage().toString());
        return shown(parts, warnings);
    }

    private Map<String, String> page(Incident incident) {
        String page = links.incident(incident).toString();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("url", page);
        parts.put("page_url", page);
        return parts;
    }

    private void text(Map<String, String> parts, String suffix, String headline, String markdown) {
        parts.put("headline" + suffix, headline);
        parts.put("excerpt" + suffix, prose.excerpt(markdown, EXCERPT));
        parts.put("html" + suffix, prose.below(HEADLINE_LEVEL, markdown));
    }

    private static Preview shown(Map<String, String> parts, List<String> warnings) {
        return new Preview(DESTINATION, 1, parts, warnings, null);
    }

    private static Preview nothing() {
        return new Preview(DESTINATION, 0, Map.of(), List.of(), SkipReason.NOTHING_TO_TELL);
    }
}
