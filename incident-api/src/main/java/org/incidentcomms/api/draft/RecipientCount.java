package org.incidentcomms.api.draft;

import java.util.OptionalLong;
import org.incidentcomms.api.outbox.Outbox.Appended;

/** Counts whom an event would be sent to now. */
public interface RecipientCount {
    /** Empty if a notifier cannot say. */
    OptionalLong of(Appended event);
}
