package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.incidentcomms.events.Impact;
import org.junit.jupiter.api.Test;

class ApprovalRuleTest {
    @Test
    void an_impact_is_compared_with_the_least_that_must_be_approved() {
        ApprovalRule rule = rule(Optional.of(Impact.MAJOR), OptionalLong.empty());

        assertThat(rule.because(Impact.MINOR, OptionalLong::empty)).isEmpty();
        assertThat(rule.because(Impact.MAJOR)).contains("the impact is major");
        assertThat(rule.because(Impact.CRITICAL)).contains("the impact is critical");
    }

    @Test
    void recipients_are_counted_only_if_they_matter_and_an_unknown_number_is_too_many() {
        ApprovalRule rule = rule(Optional.empty(), OptionalLong.of(100));

        assertThat(rule.because(Impact.CRITICAL, () -> OptionalLong.of(100))).isEmpty();
        assertThat(rule.because(Impact.NONE, () -> OptionalLong.of(101))).contains("101 recipients");
        assertThat(rule.because(Impact.NONE, OptionalLong::empty)).isPresent();
        assertThat(rule(Optional.empty(), OptionalLong.empty()).isOff()).isTrue();
        assertThat(rule.isOff()).isFalse();
    }

    private static ApprovalRule rule(Optional<Impact> impact, OptionalLong recipients) {
        return new ApprovalRule(new Approvals.Settings(impact, recipients));
    }
}
