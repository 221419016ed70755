package org.incidentcomms.api.incident;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.request.Blanks;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Revision;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;

/**
 * Corrects updates of incidents and maintenances. The old text is kept as history, with its author and channel texts;
 * an announced correction also increments the update's revision, and its event makes every channel that sent the wrong
 * text send the corrected one. A translation of what was corrected is dropped unless it is corrected in the same call; a
 * change of translations alone is no other version of the text.
 */
@ApplicationScoped
public class Corrections {
    private final IncidentRepository archive;
    private final RequestReader requests;
    private final Blanks blanks;
    private final Clock clock;

    Corrections(IncidentRepository archive, RequestReader requests, Blanks blanks, Clock clock) {
        this.archive = archive;
        this.requests = requests;
        this.blanks = blanks;
        this.clock = clock;
    }

    /** Applies a merge patch to the texts of one update; 404 if there is no such update. */
    @Transactional
    public StoredIncident correct(
            IncidentKind kind, String id, String updateId, JsonNode patch, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(kind, id, ifMatch);
        Incident before = stored.document();
        Update wrong = before.update(updateId).orElseThrow(() -> Problems.notFound("update"));
        CorrectUpdate command = requests.patched(CorrectUpdate.of(wrong, patch), patch, CorrectUpdate.class);
        blanks.requireFilled(command.textsByField());
        Instant now = IncidentRevision.timeOf(before, clock.instant());
        Update right = command.outlook().on(reworded(wrong, command, now));
        requireNewestPromise(before, wrong, right, now);
        if (!command.announces() && right.equals(wrong)) {
            return stored;
        }
        Incident after = new IncidentRevision(before, now).reworded(right).build();
        IncidentEvent event = command.announces() ? new IncidentCorrected(after, updateId) : new IncidentEdited(after);
        return archive.replace(stored, event, stored.notes(), ComponentChanges.NONE, caller);
    }

    /** 422 if it changes a promise that cannot be kept, or that a newer update has replaced. */
    private static void requireNewestPromise(Incident before, Update wrong, Update right, Instant now) {
        if (Objects.equals(wrong.nextUpdateAt(), right.nextUpdateAt())) {
            return;
        }
        if (before.newest().filter(wrong::equals).isEmpty()) {
            throw Problems.invalid(
                    Outlook.FIELD,
                    "can be changed only in the newest update, as a newer one has replaced this promise");
        }
        Outlook.of(right).requireKept(before.status(), now);
    }

    /** Adds the old text to the history, unless it is unchanged. */
    private static Update reworded(Update wrong, CorrectUpdate command, Instant now) {
        String message = TextRules.tidy(command.message());
        String headline = Updates.stripped(command.headline());
        String author = Updates.stripped(command.author());
        ChannelTexts texts = ChannelTextsInput.toEvent(command.texts());
        List<Revision> history = new ArrayList<>(wrong.history());
        boolean isReworded = !wrong.message().equals(message)
                || !Objects.equals(wrong.headline(), headline)
                || !Objects.equals(wrong.author(), author)
                || !wrong.texts().equals(texts);
        if (isReworded) {
            history.add(new Revision(wrong.headline(), wrong.message(), wrong.author(), wrong.texts(), now));
        }
        return new Update(
                        wrong.id(),
                        wrong.slug(),
                        wrong.status(),
                        headline,
                        message,
                        author,
                        wrong.components(),
                        wrong.postedAt(),
                        isReworded || command.announces() ? now : wrong.editedAt(),
                        wrong.revision() + (command.announces() ? 1 : 0),
                        wrong.notified(),
                        texts,
                        history)
                .translated(
                        UpdateTranslation.toEvent(command.translations() == null ? Map.of() : command.translations()));
    }
}
