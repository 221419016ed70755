package org.incidentcomms.api.maintenance;

import java.time.Instant;
import java.util.List;
import org.incidentcomms.api.component.NamedComponent;
import org.incidentcomms.api.incident.Words;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Notify;
import org.incidentcomms.events.Status;
import org.jspecify.annotations.Nullable;

/**
 * Something said about a maintenance, with the state it brings.
 *
 * @param updateId of the update it makes
 * @param otherwise who is told where the words do not say
 * @param named components and the states they get; where empty, those of the maintenance follow its state
 * @param since when the work really began or ended, or null for the moment at which it is told
 */
record Step(
        String updateId,
        Status status,
        Words words,
        Notify otherwise,
        List<NamedComponent> named,
        @Nullable Impact impact,
        @Nullable Instant since) {}
