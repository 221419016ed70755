package org.incidentcomms.blog.site.statuspage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Affected;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Notice;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Part;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Said;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.service.markdown.Markdown;
import org.jspecify.annotations.Nullable;

/**
 * Maps incidents and maintenances. A cancelled maintenance is shown as completed, as Statuspage has no status for it;
 * its last update tells that it was cancelled.
 */
final class NoticeMapper {
    private static final String POSTMORTEM = "postmortem";

    private final String pageId;
    private final Timestamps times;
    private final Links links;
    private final String language;
    /**
     * Plain text by the identity of the untranslated update or post-mortem, as long as the model holds it; a translated
     * one is a new object each time.
     */
    private final Cache<Object, String> texts =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    /** @param language tag of the one in which texts are told where they are translated */
    NoticeMapper(String pageId, Timestamps times, Links links, String language) {
        this.pageId = pageId;
        this.times = times;
        this.links = links;
        this.language = language;
    }

    /** @param parts every component by id */
    Notice notice(Incident incident, Map<String, Part> parts, Function<String, @Nullable String> groupName) {
        boolean maintenance = incident.kind() == IncidentKind.MAINTENANCE;
        return new Notice(
                incident.id(),
                incident.in(language).title(),
                isPostmortem(incident) ? POSTMORTEM : wire(incident.status()),
                times.of(incident.createdAt()),
                times.of(incident.updatedAt()),
                monitoringSince(incident),
                incident.resolvedAt() == null ? null : times.of(incident.resolvedAt()),
                maintenance ? "maintenance" : incident.impact().wire(),
                links.incident(incident).toString(),
                times.of(incident.startedAt()),
                pageId,
                said(incident, groupName),
                incident.componentIdsEver().stream()
                        .map(parts::get)
                        .filter(Objects::nonNull)
                        .toList(),
                null,
                incident.window() == null ? null : times.of(incident.window().startsAt()),
                incident.window() == null ? null : times.of(incident.window().endsAt()));
    }

    /** Statuspage has this state for incidents only, after they are resolved. */
    private static boolean isPostmortem(Incident incident) {
        return incident.postmortem() != null
                && incident.kind() == IncidentKind.INCIDENT
                && incident.status().isTerminal();
    }

    /** When the first of the latest updates in a row with that status was posted. */
    private @Nullable String monitoringSince(Incident incident) {
        String since = null;
        Status before = null;
        for (Update update : incident.updates()) {
            if (update.status() == Status.MONITORING && before != Status.MONITORING) {
                since = times.of(update.postedAt());
            }
            before = update.status();
        }
        return since;
    }

    private List<Said> said(Incident incident, Function<String, @Nullable String> groupName) {
        List<Said> newestFirst = new ArrayList<>();
        Postmortem postmortem = incident.postmortem();
        if (postmortem != null) {
            String at = times.of(postmortem.publishedAt());
            newestFirst.add(new Said(
                    postmortem.id(),
                    incident.kind() == IncidentKind.INCIDENT ? POSTMORTEM : wire(incident.status()),
                    text(postmortem, () -> postmortem.in(language).body()),
                    incident.id(),
                    at,
                    at,
                    at,
                    null,
                    isTold(postmortem.notified()),
                    null,
                    null));
        }
        for (Update update : incident.updates().reversed()) {
            String at = times.of(update.postedAt());
            newestFirst.add(new Said(
                    update.id(),
                    wire(update.status()),
                    text(update, () -> update.in(language).message()),
                    incident.id(),
                    at,
                    update.editedAt() == null ? at : times.of(update.editedAt()),
                    at,
                    affected(update.components(), groupName),
                    isTold(update.notified()),
                    null,
                    null));
        }
        return newestFirst;
    }

    private static @Nullable List<Affected> affected(
            List<ComponentChange> changes, Function<String, @Nullable String> groupName) {
        if (changes.isEmpty()) {
            return null;
        }
        return changes.stream()
                .map(change -> new Affected(
                        change.id(),
                        groupName.apply(change.id()) == null
                                ? change.name()
                                : groupName.apply(change.id()) + " - " + change.name(),
                        change.oldStatus().wire(),
                        change.newStatus().wire()))
                .toList();
    }

    private String text(Object original, Supplier<String> markdown) {
        return Objects.requireNonNull(texts.get(original, key -> Markdown.toText(markdown.get())));
    }

    private static boolean isTold(ChannelSelection notified) {
        return notified.includes(ChannelSelection.OTHERS) || notified.channels().containsValue(true);
    }

    private static String wire(Status status) {
        return (status == Status.CANCELLED ? Status.COMPLETED : status).wire();
    }
}
