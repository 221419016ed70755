package org.incidentcomms.email.subscriber;

import java.util.List;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What the form to subscribe shows.
 *
 * @param email as typed before
 * @param incident slug of the one incident to hear about; null for the list
 * @param chosen before
 * @param violations why what was sent before was not accepted
 */
record SubscribeView(
        @Nullable String email, @Nullable String incident, PreferencesInput chosen, List<Violation> violations) {
    static SubscribeView empty(@Nullable String incident) {
        return new SubscribeView(null, incident, PreferencesInput.of(Preferences.EVERYTHING), List.of());
    }
}
