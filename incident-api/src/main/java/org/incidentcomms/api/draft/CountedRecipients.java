package org.incidentcomms.api.draft;

import jakarta.enterprise.context.RequestScoped;
import java.util.OptionalLong;
import org.incidentcomms.api.access.RemoteCallNeeded;
import org.incidentcomms.api.outbox.Outbox.Appended;
import org.jspecify.annotations.Nullable;

/** How many recipients the request's publication has, counted while no transaction is open. */
@RequestScoped
class CountedRecipients {
    private final RecipientCount source;
    private @Nullable Basis countedFor;
    private OptionalLong count = OptionalLong.empty();

    CountedRecipients(RecipientCount source) {
        this.source = source;
    }

    /**
     * What was there when it was counted; of another version it is counted again.
     *
     * @param incident its version; 0 if it is new
     * @param draft the version of the stored draft; 0 if there is none
     */
    record Basis(long incident, long draft) {}

    /**
     * The number that was counted for this basis; empty if a notifier could not say.
     *
     * @throws RemoteCallNeeded if it has not been counted
     */
    OptionalLong of(Basis basis, Appended event) {
        if (!basis.equals(countedFor)) {
            throw new RemoteCallNeeded(() -> {
                count = source.of(event);
                countedFor = basis;
            });
        }
        return count;
    }
}
