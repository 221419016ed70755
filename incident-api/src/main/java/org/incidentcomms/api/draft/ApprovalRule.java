package org.incidentcomms.api.draft;

import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.incidentcomms.events.Impact;

/** Which publications a second operator must approve. */
@ApplicationScoped
class ApprovalRule {
    /** {@code APPROVAL_IMPACT} and {@code APPROVAL_RECIPIENTS}; without both, nothing has to be approved. */
    @ConfigMapping(prefix = "approval")
    interface ApprovalConfig {
        /** Incidents of this impact or above. */
        Optional<Impact> impact();

        /** What more people than this are told. */
        OptionalLong recipients();
    }

    private final ApprovalConfig config;

    ApprovalRule(ApprovalConfig config) {
        this.config = config;
    }

    boolean isOff() {
        return config.impact().isEmpty() && config.recipients().isEmpty();
    }

    /** Why it must be approved; empty if it need not be. */
    Optional<String> because(Impact impact) {
        return config.impact()
                .filter(least -> impact.compareTo(least) >= 0)
                .map(least -> "the impact is " + impact.wire());
    }

    /** @param recipients how many are told; empty if that cannot be found out, which counts as too many */
    Optional<String> because(Impact impact, Supplier<OptionalLong> recipients) {
        return because(impact).or(() -> {
            if (config.recipients().isEmpty()) {
                return Optional.empty();
            }
            OptionalLong counted = recipients.get();
            if (counted.isEmpty()) {
                return Optional.of("the recipients cannot be counted");
            }
            long told = counted.getAsLong();
            return told > config.recipients().getAsLong() ? Optional.of(told + " recipients") : Optional.empty();
        });
    }
}
