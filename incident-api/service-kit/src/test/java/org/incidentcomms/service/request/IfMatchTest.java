package org.incidentcomms.service.request;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.incidentcomms.service.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*", "\"7\"", "\"6\", \"7\"", " \"7\" "})
    void these_match_version_7(String header) {
        assertThatNoException().isThrownBy(() -> new IfMatch(header).check(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "", "\"77\""})
    void these_do_not(String header) {
        assertThatThrownBy(() -> new IfMatch(header).check(7)).isInstanceOf(Problem.class);
    }
}
