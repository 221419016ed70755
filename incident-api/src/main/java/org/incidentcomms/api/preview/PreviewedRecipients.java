package org.incidentcomms.api.preview;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalLong;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.draft.RecipientCount;
import org.incidentcomms.api.outbox.Outbox.Appended;
import org.incidentcomms.api.preview.PreviewResponse.Answered;

/** The recipients that the notifiers name in their previews, asked with the caller's token. */
@ApplicationScoped
class PreviewedRecipients implements RecipientCount {
    private final NotifierClient notifiers;
    private final CallerProvider callers;

    PreviewedRecipients(NotifierClient notifiers, CallerProvider callers) {
        this.notifiers = notifiers;
        this.callers = callers;
    }

    @Override
    public OptionalLong of(Appended event) {
        List<Answered> answers = notifiers.ask(event, callers.authorization());
        return answers.stream().anyMatch(answer -> answer.state() == Answered.State.UNAVAILABLE)
                ? OptionalLong.empty()
                : OptionalLong.of(
                        answers.stream().mapToLong(Answered::recipients).sum());
    }
}
