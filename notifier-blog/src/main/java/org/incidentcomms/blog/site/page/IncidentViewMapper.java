package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.incidentcomms.blog.site.page.IncidentView.Affected;
import org.incidentcomms.blog.site.page.IncidentView.Analysis;
import org.incidentcomms.blog.site.page.IncidentView.Change;
import org.incidentcomms.blog.site.page.IncidentView.UpdateView;
import org.incidentcomms.blog.site.page.IncidentView.WindowView;
import org.incidentcomms.blog.site.page.IncidentView.Wording;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Revision;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.DisplayTimes;
import org.jspecify.annotations.Nullable;

/** Maps incidents to views. Headings inside texts start below an h3. */
final class IncidentViewMapper {
    private static final int EXCERPT = 240;

    private final Site site;
    private final StatusBadges badges;
    private final DisplayTimes windows;
    private final TimeFormats clock;
    private final MarkdownRenderer prose;

    IncidentViewMapper(Site site, TimeFormats clock, MarkdownRenderer prose) {
        this.site = site;
        this.badges = new StatusBadges(site.words());
        this.windows = new DisplayTimes(site.words().language());
        this.clock = clock;
        this.prose = prose;
    }

    /** For a list: with its newest {@code count} updates, below the incident's own h3. */
    IncidentView listed(Incident incident, int count) {
        return view(incident, count, 3);
    }

    /** For its own page: with all its updates, below that page's h2. */
    IncidentView whole(Incident incident) {
        return view(incident, Integer.MAX_VALUE, 2);
    }

    private IncidentView view(Incident original, int count, int level) {
        Incident incident = site.told(original);
        List<Update> updates = incident.updates();
        int left = Math.max(0, updates.size() - count);
        List<UpdateView> newest = new ArrayList<>();
        for (int index = updates.size() - 1; index >= left; index--) {
            newest.add(update(updates.get(index), original.updates().get(index), level));
        }
        Instant ended = incident.resolvedAt();
        List<Affected> affected = affected(incident);
        return new IncidentView(
                href(incident),
                site.langOf(incident.speaks(tag())),
                incident.title(),
                incident.kind() == IncidentKind.MAINTENANCE,
                incident.status() == Status.SCHEDULED,
                badges.of(incident.status()),
                incident.scope(),
                site.writtenIn(),
                clock.deadline(incident.nextUpdateAt(), incident.updatedAt()),
                impact(incident),
                clock.moment(incident.startedAt()),
                ended == null ? null : clock.moment(ended),
                length(incident),
                affected,
                affected.stream()
                        .map(Affected::name)
                        .collect(Collectors.joining(site.words().text("list.separator"))),
                newest,
                window(incident),
                postmortem(incident),
                left);
    }

    /** A short form without text, for an incident shown in full elsewhere on the page. */
    IncidentLine mention(Incident incident) {
        IncidentLine line = line(incident);
        return new IncidentLine(
                line.href(),
                line.lang(),
                line.title(),
                line.maintenance(),
                line.state(),
                line.impact(),
                line.began(),
                line.length(),
                line.window(),
                null,
                "");
    }

    IncidentLine line(Incident original) {
        Incident incident = site.told(original);
        List<Update> updates = incident.updates();
        Window window = incident.window();
        String lasted = length(incident);
        return new IncidentLine(
                href(incident),
                site.langOf(incident.speaks(tag())),
                incident.title(),
                incident.kind() == IncidentKind.MAINTENANCE,
                badges.of(incident.status()),
                impact(incident),
                clock.date(window == null ? incident.startedAt() : window.startsAt()),
                lasted == null ? null : site.words().text("incident.lasted_line", lasted),
                window == null || incident.status().isTerminal() ? null : told(incident, window),
                site.langOf(!updates.isEmpty() && updates.getLast().speaks(tag())),
                updates.isEmpty() ? "" : prose.excerpt(updates.getLast().message(), EXCERPT));
    }

    private String tag() {
        return site.words().tag();
    }

    String href(Incident incident) {
        return site.base() + "/incidents/" + incident.slug();
    }

    String postHref(String slug) {
        return site.base() + "/posts/" + slug;
    }

    @Nullable WindowView window(Incident incident) {
        Window window = incident.window();
        if (window == null) {
            return null;
        }
        Window before = incident.previousWindow();
        return new WindowView(
                told(incident, window),
                TimeFormats.iso(window.startsAt()),
                TimeFormats.iso(window.endsAt()),
                window.timeZone().getId(),
                before == null ? null : told(incident, before));
    }

    /** Relative to the newest update, whose date with its year is shown beside it: pages are read years later. */
    String told(Incident incident, Window window) {
        return windows.window(window, incident.updatedAt()).replace("GMT ", "GMT\u00a0");
    }

    /** Newest first, without wordings that show no difference to the next one; {@code update} is not translated. */
    List<Wording> history(Update update, int level) {
        List<Wording> shown = new ArrayList<>();
        String headline = update.headline();
        String message = update.message();
        for (Revision text : update.history().reversed()) {
            if (!text.message().equals(message) || !Objects.equals(text.headline(), headline)) {
                shown.add(wording(text, level));
            }
            headline = text.headline();
            message = text.message();
        }
        return shown;
    }

    private Wording wording(Revision text, int level) {
        return new Wording(
                text.headline(), new RawString(prose.below(level, text.message())), clock.moment(text.replacedAt()));
    }

    private UpdateView update(Update update, Update original, int level) {
        String headline = update.headline();
        return new UpdateView(
                update.slug(),
                site.langOf(update.speaks(tag())),
                badges.of(update.status()),
                update.scope(),
                headline == null || headline.isBlank() ? null : headline,
                new RawString(prose.below(level, update.message())),
                clock.moment(update.postedAt()),
                update.editedAt() == null ? null : clock.moment(update.editedAt()),
                update.author(),
                update.components().stream()
                        .filter(change -> change.oldStatus() != change.newStatus())
                        .map(change ->
                                new Change(change.name(), badges.of(change.oldStatus()), badges.of(change.newStatus())))
                        .toList(),
                history(original, level),
                update.hasPost() ? postHref(update.slug()) : null);
    }

    /** All components it ever named: one that was announced as "down" ends as "operational" here. */
    private List<Affected> affected(Incident incident) {
        Map<String, Affected> named = new LinkedHashMap<>();
        incident.updates()
                .forEach(update -> update.components()
                        .forEach(change ->
                                named.put(change.id(), new Affected(change.name(), badges.of(change.newStatus())))));
        incident.components()
                .forEach(component ->
                        named.put(component.id(), new Affected(component.name(), badges.of(component.status()))));
        return List.copyOf(named.values());
    }

    /** In full, whether or not there is a blog post, so that a reader of the incident's page finds the post-mortem. */
    private @Nullable Analysis postmortem(Incident incident) {
        Postmortem postmortem = incident.postmortem();
        return postmortem == null
                ? null
                : new Analysis(
                        postmortem.hasPost() ? postHref(postmortem.slug()) : null,
                        site.langOf(postmortem.speaks(tag())),
                        postmortem.title(),
                        clock.moment(postmortem.publishedAt()),
                        new RawString(prose.below(2, postmortem.body())),
                        PostViewMapper.signature(
                                postmortem.body(), PostViewMapper.signedBy(postmortem.author(), site.signOff())));
    }

    private @Nullable StatusBadge impact(Incident incident) {
        return incident.kind() == IncidentKind.MAINTENANCE || incident.impact() == Impact.NONE
                ? null
                : badges.of(incident.impact());
    }

    private @Nullable String length(Incident incident) {
        Instant ended = incident.resolvedAt();
        return ended == null || incident.kind() == IncidentKind.MAINTENANCE || !ended.isAfter(incident.startedAt())
                ? null
                : clock.length(Duration.between(incident.startedAt(), ended));
    }
}
