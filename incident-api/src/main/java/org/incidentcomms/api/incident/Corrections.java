package org.incidentcomms.api.incident;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.request.IfMatch;
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

/**
 * Corrects updates of incidents and maintenances. The old text is kept as history, with its author and channel texts;
 * an announced correction also increments the update's revision, and its event makes every channel that sent the wrong
 * text send the corrected one.
 */
@ApplicationScoped
public class Corrections {
    private final IncidentRepository archive;
    private final RequestReader requests;
    private final Clock clock;

    Corrections(IncidentRepository archive, RequestReader requests, Clock clock) {
        this.archive = archive;
        this.requests = requests;
        this.clock = clock;
    }

    /** Applies a merge patch to the texts of one update; 404 if there is no such update. */
    @Transactional
    public StoredIncident correct(
            IncidentKind kind, String id, String updateId, JsonNode patch, IfMatch ifMatch, Caller caller) {
        StoredIncident stored = archive.lock(kind, id, ifMatch);
        Incident before = stored.document();
        Update wrong = before.update(updateId).orElseThrow(() -> Problems.notFound("update"));
        CorrectUpdate command = requests.patched(CorrectUpdate.of(wrong), patch, CorrectUpdate.class);
        Instant now = IncidentRevision.timeOf(before, clock.instant());
        Update right = reworded(wrong, command, now);
        if (!command.announces() && right.history().equals(wrong.history())) {
            return stored;
        }
        Incident after = new IncidentRevision(before, now).reworded(right).build();
        IncidentEvent event = command.announces() ? new IncidentCorrected(after, updateId) : new IncidentEdited(after);
        return archive.replace(stored, event, stored.notes(), ComponentChanges.NONE, caller);
    }

    /** Adds the old text to the history, unless it is unchanged. */
    private static Update reworded(Update wrong, CorrectUpdate command, Instant now) {
        String message = TextRules.tidy(command.message());
        String headline = Updates.stripped(command.headline());
        String author = Updates.stripped(command.author());
        ChannelTexts texts = ChannelTextsInput.toEvent(command.texts());
        List<Revision> history = new ArrayList<>(wrong.history());
        if (!wrong.message().equals(message)
                || !Objects.equals(wrong.headline(), headline)
                || !Objects.equals(wrong.author(), author)
                || !wrong.texts().equals(texts)) {
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
                now,
                wrong.revision() + (command.announces() ? 1 : 0),
                wrong.notified(),
                texts,
                history);
    }
}
