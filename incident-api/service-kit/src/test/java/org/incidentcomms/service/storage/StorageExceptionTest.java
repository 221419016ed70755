package org.incidentcomms.service.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageExceptionTest {

    /** 99999: the pool interrupted the driver while it connected, which the driver calls unusual. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08006", "57P01", "99999"})
    void without_a_connection_the_database_is_unavailable(String state) {
        StorageException failure = new StorageException(new SQLException("no connection", state));

        assertThat(failure.isConnectionLost()).isTrue();
        assertThat(failure.isUnavailable()).isTrue();
    }

    @Test
    void a_refused_statement_is_no_lost_connection() {
        StorageException failure = new StorageException(new SQLException("duplicate key", "23505"));

        assertThat(failure.isConnectionLost()).isFalse();
        assertThat(failure.isUnavailable()).isFalse();
    }
}
