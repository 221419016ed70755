package org.incidentcomms.api.preview;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.draft.DraftPublisher;
import org.incidentcomms.api.incident.Corrections;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.Incidents;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.maintenance.ActionExecutor;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.api.maintenance.Automatic;
import org.incidentcomms.api.maintenance.CancelMaintenance;
import org.incidentcomms.api.maintenance.Maintenances;
import org.incidentcomms.api.outbox.Outbox;
import org.incidentcomms.api.outbox.Outbox.Appended;
import org.incidentcomms.api.postmortem.Postmortems;
import org.incidentcomms.api.postmortem.WritePostmortem;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.request.TemplateExpander.Use;
import org.incidentcomms.api.request.TemplatedRequestReader;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/**
 * Previews a call: executes it in a transaction that is rolled back, and asks the notifiers to render the event it
 * would have published.
 *
 * <p>The transaction has ended before the notifiers are asked, so a slow notifier holds no lock.
 */
@ApplicationScoped
public class Previews {
    private final Incidents incidents;
    private final Maintenances maintenances;
    private final Corrections corrections;
    private final Postmortems postmortems;
    private final DraftPublisher drafts;
    private final ActionExecutor scheduled;
    private final IncidentRepository archive;
    private final Outbox outbox;
    private final RequestReader requests;
    private final TemplatedRequestReader commands;
    private final UserTransaction transaction;
    private final NotifierClient notifiers;

    Previews(
            Incidents incidents,
            Maintenances maintenances,
            Corrections corrections,
            Postmortems postmortems,
            DraftPublisher drafts,
            ActionExecutor scheduled,
            IncidentRepository archive,
            Outbox outbox,
            RequestReader requests,
            TemplatedRequestReader commands,
            UserTransaction transaction,
            NotifierClient notifiers) {
        this.incidents = incidents;
        this.maintenances = maintenances;
        this.corrections = corrections;
        this.postmortems = postmortems;
        this.drafts = drafts;
        this.scheduled = scheduled;
        this.archive = archive;
        this.outbox = outbox;
        this.requests = requests;
        this.commands = commands;
        this.transaction = transaction;
        this.notifiers = notifiers;
    }

    /**
     * @param asksChannels false to ask no notifier, only for the warnings
     * @param authorization the operator's own, passed on
     */
    public PreviewResponse of(JsonNode request, boolean asksChannels, Caller caller, String authorization) {
        PreviewRequest wanted = PreviewRequest.read(request);
        return tried(wanted, caller)
                .map(tried -> new PreviewResponse(
                        tried.event().type(),
                        tried.at(),
                        tried.warnings(),
                        asksChannels ? notifiers.ask(tried.event(), authorization) : List.of()))
                .orElseGet(() ->
                        new PreviewResponse(null, null, List.of(), notifiers.nothingToTell("nothing would change")));
    }

    /** @param at when it is published automatically, or null if the call itself publishes it */
    private record Tried(Appended event, @Nullable Instant at, List<Violation> warnings) {}

    /** The event that would be published; empty if the call would change nothing. */
    private Optional<Tried> tried(PreviewRequest wanted, Caller caller) {
        try {
            transaction.begin();
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException("cannot begin a transaction", e);
        }
        try {
            long before = wanted.id() == null
                    ? 0
                    : archive.get(wanted.kind(), wanted.id()).document().version();
            StoredIncident called = called(wanted, caller);
            StoredIncident after = automatically(wanted, called);
            Instant at = after == called ? null : after.document().updatedAt();
            long version = after.document().version();
            return version == before
                    ? Optional.empty()
                    : outbox.appended(PublishedEvent.idOf(after.document().id(), version))
                            .map(event -> new Tried(event, at, Contradictions.in(after.document())));
        } finally {
            rollBack();
        }
    }

    private StoredIncident called(PreviewRequest wanted, Caller caller) {
        try {
            return done(wanted, caller);
        } catch (Problem problem) {
            throw problem.within(wanted.field());
        }
    }

    private StoredIncident automatically(PreviewRequest wanted, StoredIncident called) {
        Automatic automatic = wanted.automatic();
        if (automatic == null) {
            return called;
        }
        Incident maintenance = called.document();
        if (maintenance.kind() != IncidentKind.MAINTENANCE) {
            throw Problems.invalid("automatic", "is allowed only for a maintenance");
        }
        return scheduled.dryRun(maintenance.id(), automatic);
    }

    private StoredIncident done(PreviewRequest wanted, Caller caller) {
        JsonNode body = wanted.body();
        boolean isIncident = wanted.kind() == IncidentKind.INCIDENT;
        String id = wanted.id() == null ? "" : wanted.id();
        return switch (wanted.occasion()) {
            case DRAFT -> drafts.publish(body.asText(), caller);
            case NOTHING -> archive.get(wanted.kind(), id);
            case OPEN ->
                isIncident
                        ? incidents.open(commands.read(body, OpenIncident.class, Use.INCIDENT), caller)
                        : maintenances.announce(
                                commands.read(body, AnnounceMaintenance.class, Use.MAINTENANCE), caller);
            case UPDATE -> {
                PostUpdate update = commands.readUpdate(
                        body,
                        PostUpdate.class,
                        () -> archive.get(wanted.kind(), id).document().title());
                yield isIncident
                        ? incidents.update(id, update, IfMatch.ANY, caller)
                        : maintenances.update(id, update, IfMatch.ANY, caller);
            }
            case CORRECT ->
                corrections.correct(
                        wanted.kind(), id, Objects.requireNonNull(wanted.updateId()), body, IfMatch.ANY, caller);
            case POSTMORTEM -> {
                if (!body.isEmpty()) {
                    postmortems.write(
                            wanted.kind(),
                            id,
                            commands.readPostmortem(
                                    body,
                                    WritePostmortem.class,
                                    () -> archive.get(wanted.kind(), id)
                                            .document()
                                            .title()),
                            IfMatch.ANY,
                            caller);
                }
                yield postmortems
                        .publish(wanted.kind(), id, IfMatch.ANY, caller)
                        .incident();
            }
            case CHANGE -> maintenances.change(id, body, IfMatch.ANY, caller);
            case CANCEL -> maintenances.cancel(id, requests.read(body, CancelMaintenance.class), IfMatch.ANY, caller);
        };
    }

    private void rollBack() {
        try {
            transaction.rollback();
        } catch (SystemException e) {
            throw new IllegalStateException("cannot roll back", e);
        }
    }
}
