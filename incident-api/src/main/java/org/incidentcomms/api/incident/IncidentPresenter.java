package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.Responses;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * Creates the API's representations of incidents and maintenances: the same under {@code /v1/incidents} and
 * {@code /v1/maintenances}.
 */
@ApplicationScoped
public class IncidentPresenter {
    private final IncidentStore store;
    private final IncidentRepository archive;
    private final DraftRepository drafts;
    private final PageLinks links;

    IncidentPresenter(IncidentStore store, IncidentRepository archive, DraftRepository drafts, PageLinks links) {
        this.store = store;
        this.archive = archive;
        this.drafts = drafts;
        this.links = links;
    }

    /** Returns its title, or 404. */
    public String title(IncidentKind kind, String id) {
        return archive.get(kind, id).document().title();
    }

    /** One of them, or its draft, or 404. */
    public Response one(IncidentKind kind, String id) {
        return archive.find(kind, id).map(this::one).orElseGet(() -> draft(drafts.get(kind, null, id)));
    }

    public Response one(StoredIncident stored) {
        return Responses.ok(view(stored), etag(stored));
    }

    /** 201 after it was opened. */
    public Response made(StoredIncident stored) {
        return Responses.created(pathOf(stored.document()), view(stored), etag(stored));
    }

    /** 201 after an update; the entity tag is the incident's. */
    public Response said(StoredIncident stored) {
        Incident incident = stored.document();
        Update update = incident.updates().getLast();
        String path = ApiPaths.of(incident.kind(), incident.id(), update.id());
        return Responses.created(path, UpdateView.of(incident, update, links), etag(stored));
    }

    /** One update, or 404. */
    public Response update(StoredIncident stored, String updateId) {
        Incident incident = stored.document();
        Update update = incident.update(updateId).orElseThrow(() -> Problems.notFound("update"));
        return Responses.ok(UpdateView.of(incident, update, links), etag(stored));
    }

    /** One update, or its draft, or 404. */
    public Response update(IncidentKind kind, String id, String updateId) {
        StoredIncident stored = archive.get(kind, id);
        return stored.document().update(updateId).isPresent()
                ? update(stored, updateId)
                : draft(drafts.get(kind, id, updateId));
    }

    public Response draft(DraftView draft) {
        return Responses.ok(draft, draft.etag());
    }

    /** 201 with a new draft. */
    public Response kept(DraftView draft) {
        return Responses.created(draft.path(), draft, draft.etag());
    }

    /** 202 with a draft that waits to be taken back. */
    public Response held(DraftView draft) {
        return Responses.accepted(draft.path(), draft, draft.etag());
    }

    public IncidentView view(StoredIncident stored) {
        return IncidentView.whole(stored.document(), links);
    }

    public static String etag(StoredIncident stored) {
        return IfMatch.etag(stored.document().version());
    }

    public static String pathOf(Incident incident) {
        return ApiPaths.of(incident.kind(), incident.id());
    }

    /**
     * Lists the published ones, the drafts, or the scheduled ones.
     *
     * @param publication the {@code ?publication=} of the list
     * @param open only open ones, only ended ones, or null for all; does not apply to drafts
     */
    public Page<ListItem> list(
            IncidentKind kind, @Nullable String publication, @Nullable Boolean open, Page.PageRequest wish) {
        return list(kind, publication, open, false, wish);
    }

    /** @param promised only those whose promised post-mortem is not published; does not apply to drafts */
    Page<ListItem> list(
            IncidentKind kind,
            @Nullable String publication,
            @Nullable Boolean open,
            boolean promised,
            Page.PageRequest wish) {
        return switch (publication) {
            case null -> published(kind, open, promised, wish);
            case "published" -> published(kind, open, promised, wish);
            case "draft" -> lines(drafts.list(kind, Publication.DRAFT, wish));
            case "scheduled" -> lines(drafts.list(kind, Publication.SCHEDULED, wish));
            default -> throw Problems.invalid("publication", "must be one of draft, scheduled, published");
        };
    }

    private Page<ListItem> published(
            IncidentKind kind, @Nullable Boolean open, boolean promised, Page.PageRequest wish) {
        return wish.page(
                store.list(kind, open, promised, wish.after(), wish.toFetch()),
                listed -> listed.incident().id(),
                listed -> IncidentView.listed(listed, links));
    }

    private static Page<ListItem> lines(Page<? extends ListItem> page) {
        return new Page<>(List.copyOf(page.items()), page.nextCursor());
    }

    /** Returns the list items of these ids, in their order. */
    public List<IncidentView> listed(IncidentKind kind, List<String> ids) {
        return store.listed(kind, ids).stream()
                .map(listed -> IncidentView.listed(listed, links))
                .toList();
    }

    /** A query parameter that is true or false; false where absent. */
    public static boolean flag(String name, @Nullable String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw Problems.invalid(name, "must be true or false");
    }

    /** The {@code ?status=} of a list: open, the word for ended ones, or all. */
    public static @Nullable Boolean openOnly(@Nullable String status, String endedWord) {
        if (status == null || status.equals("all")) {
            return null;
        }
        if (status.equals("open")) {
            return true;
        }
        if (status.equals(endedWord)) {
            return false;
        }
        throw Problems.invalid("status", "must be one of open, " + endedWord + ", all");
    }
}
