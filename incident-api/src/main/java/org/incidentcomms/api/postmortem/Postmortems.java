package org.incidentcomms.api.postmortem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.incidentcomms.api.access.Audit;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.channel.ChannelCatalogue;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.IncidentRevision;
import org.incidentcomms.api.incident.Slugs;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.postmortem.PostmortemStore.Written;
import org.incidentcomms.api.request.Blanks;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.StatusEvent.PostmortemWithdrawn;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of post-mortems. A draft may be written while the incident is open, but is published only after its
 * end. Publishing a changed text again changes page and post without a notification; to notify again, it must be
 * withdrawn first.
 */
@ApplicationScoped
public class Postmortems implements Redactable {
    private final IncidentRepository archive;
    private final PostmortemStore store;
    private final Slugs slugs;
    private final Audit audit;
    private final Ids ids;
    private final ChannelCatalogue channels;
    private final Blanks blanks;
    private final Clock clock;

    Postmortems(
            IncidentRepository archive,
            PostmortemStore store,
            Slugs slugs,
            Audit audit,
            Ids ids,
            ChannelCatalogue channels,
            Blanks blanks,
            Clock clock) {
        this.archive = archive;
        this.store = store;
        this.slugs = slugs;
        this.audit = audit;
        this.ids = ids;
        this.channels = channels;
        this.blanks = blanks;
        this.clock = clock;
    }

    /** The draft and the published version. */
    public record Shown(Written written, StoredIncident incident) {}

    /** Title of the incident or maintenance; 404. */
    String title(IncidentKind kind, String id) {
        return archive.get(kind, id).document().title();
    }

    /** 404 if there is no draft. */
    public Shown get(IncidentKind kind, String id) {
        StoredIncident stored = archive.get(kind, id);
        return new Shown(store.find(id).orElseThrow(() -> Problems.notFound("post-mortem")), stored);
    }

    /** The version of its draft; 409 if there is none. */
    public long versionOf(String id) {
        return draft(id).version();
    }

    private Written draft(String id) {
        return store.find(id)
                .orElseThrow(() -> Problems.conflict("there is no post-mortem yet; create it with PUT …/postmortem"));
    }

    /** Whether the published version equals the draft; false if there is none. */
    boolean isAsWritten(Shown shown) {
        WritePostmortem written = shown.written().fields();
        Postmortem published = shown.incident().document().postmortem();
        return published != null
                && written.title().equals(published.title())
                && written.body().equals(published.body())
                && Objects.equals(written.author(), published.author())
                && PostmortemTranslation.toEvent(written.translations()).equals(published.translations())
                && channels.tellTheSame(
                        channels.resolve(written.notified(), published.notified()), published.notified());
    }

    /** Replaces the draft. */
    @Transactional
    public Shown write(IncidentKind kind, String id, WritePostmortem command, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(kind, id, IfMatch.ANY);
        @Nullable Written before = store.find(id).orElse(null);
        ifMatch.check(before == null ? 0 : before.version());
        WritePostmortem fields = command.tidy();
        if (before != null && before.fields().equals(fields)) {
            return new Shown(before, stored);
        }
        Instant now = clock.instant();
        Written after =
                before == null ? new Written(id, 1, fields, null, now) : before.next(fields, before.slug(), now);
        store.put(after);
        audit.record(
                caller,
                now,
                "postmortem.written",
                id,
                stored.document().version(),
                before == null ? null : Map.of("title", before.fields().title()),
                Map.of("title", fields.title()));
        return new Shown(after, stored);
    }

    /** 409 without a draft, or while the incident is open. */
    @Transactional
    public Shown publish(IncidentKind kind, String id, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(kind, id, IfMatch.ANY);
        Incident before = stored.document();
        Written draft = draft(id);
        ifMatch.check(draft.version());
        blanks.requireFilled(draft.fields().textsByField());
        Postmortem published = before.postmortem();
        Instant now = IncidentRevision.timeOf(before, clock.instant());
        ChannelSelection otherwise = stored.notes().backFilled() ? ChannelSelection.NOBODY : ChannelSelection.EVERYBODY;
        if (published != null) {
            return again(stored, draft, published, otherwise, now, caller);
        }
        if (!before.status().isTerminal()) {
            throw Problems.conflict("a post-mortem cannot be published before the end; post an update with status "
                    + (kind == IncidentKind.INCIDENT ? "resolved" : "completed") + " first");
        }
        String slug = draft.slug() == null ? slugs.ofPost(draft.fields().title()) : draft.slug();
        Postmortem first = of(ids.next("pmt"), slug, draft.fields(), now, otherwise);
        Incident after = new IncidentRevision(before, now).postmortem(first).build();
        StoredIncident replaced = archive.replace(
                stored, new PostmortemPublished(after, first.id()), stored.notes(), ComponentChanges.NONE, caller);
        return stored(draft.next(draft.fields(), slug, now), replaced);
    }

    private Shown again(
            StoredIncident stored,
            Written draft,
            Postmortem published,
            ChannelSelection otherwise,
            Instant now,
            Caller caller) {
        Postmortem changed = of(published.id(), published.slug(), draft.fields(), published.publishedAt(), otherwise);
        if (changed.equals(published)) {
            return new Shown(draft, stored);
        }
        Incident after =
                new IncidentRevision(stored.document(), now).postmortem(changed).build();
        StoredIncident replaced =
                archive.replace(stored, new IncidentEdited(after), stored.notes(), ComponentChanges.NONE, caller);
        return stored(draft.next(draft.fields(), draft.slug(), now), replaced);
    }

    /** Removes it from page and blog, and stops pending deliveries; the draft stays. 409 if it is not published. */
    @Transactional
    public Shown withdraw(IncidentKind kind, String id, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(kind, id, IfMatch.ANY);
        Incident before = stored.document();
        if (before.postmortem() == null) {
            throw Problems.conflict("the post-mortem is not published");
        }
        Written draft = store.find(id).orElseThrow(() -> Problems.notFound("post-mortem"));
        ifMatch.check(draft.version());
        Instant now = IncidentRevision.timeOf(before, clock.instant());
        Incident after = new IncidentRevision(before, now).postmortem(null).build();
        StoredIncident replaced =
                archive.replace(stored, new PostmortemWithdrawn(after), stored.notes(), ComponentChanges.NONE, caller);
        return stored(draft.next(draft.fields(), draft.slug(), now), replaced);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String id) {
        store.delete(id);
    }

    private Shown stored(Written written, StoredIncident incident) {
        store.put(written);
        return new Shown(written, incident);
    }

    private Postmortem of(String id, String slug, WritePostmortem fields, Instant at, ChannelSelection otherwise) {
        return new Postmortem(
                id,
                slug,
                fields.title(),
                fields.body(),
                fields.author(),
                at,
                channels.resolve(fields.notified(), otherwise),
                PostmortemTranslation.toEvent(fields.translations()));
    }
}
