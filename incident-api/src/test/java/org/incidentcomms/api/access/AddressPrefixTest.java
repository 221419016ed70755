package org.incidentcomms.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressPrefixTest {
    @Test
    void of_ipv6_the_network_counts_and_of_ipv4_the_address() {
        assertThat(AddressPrefix.of("2001:db8:1:2:3:4:5:6")).isEqualTo(AddressPrefix.of("2001:db8:1:2::1"));
        assertThat(AddressPrefix.of("2001:db8:1:2::1")).isNotEqualTo(AddressPrefix.of("2001:db8:1:3::1"));
        assertThat(AddressPrefix.of("192.0.2.1")).isNotEqualTo(AddressPrefix.of("192.0.2.2"));
        assertThat(AddressPrefix.of("unknown")).isEqualTo("unknown");
        assertThat(AddressPrefix.of("not:an:address")).isEqualTo("not:an:address");
    }
}
