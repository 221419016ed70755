package org.incidentcomms.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworksTest {
    @Test
    void of_ipv6_the_network_counts_and_of_ipv4_the_address() {
        assertThat(Networks.of("2001:db8:1:2:3:4:5:6")).isEqualTo(Networks.of("2001:db8:1:2::1"));
        assertThat(Networks.of("2001:db8:1:2::1")).isNotEqualTo(Networks.of("2001:db8:1:3::1"));
        assertThat(Networks.of("192.0.2.1")).isNotEqualTo(Networks.of("192.0.2.2"));
        assertThat(Networks.of("unknown")).isEqualTo("unknown");
        assertThat(Networks.of("not:an:address")).isEqualTo("not:an:address");
    }
}
