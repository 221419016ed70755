package org.incidentcomms.api.draft;

import io.quarkus.test.junit.QuarkusMock;
import java.util.Optional;
import java.util.OptionalLong;
import org.incidentcomms.api.draft.ApprovalRule.ApprovalConfig;
import org.incidentcomms.events.Impact;

/** Which approvals the running service requires, until the test ends. */
public final class Approvals {
    private Approvals() {}

    /** The settings. */
    record Settings(Optional<Impact> impact, OptionalLong recipients) implements ApprovalConfig {}

    public static void require(Optional<Impact> impact, OptionalLong recipients) {
        QuarkusMock.installMockForType(new ApprovalRule(new Settings(impact, recipients)), ApprovalRule.class);
    }
}
