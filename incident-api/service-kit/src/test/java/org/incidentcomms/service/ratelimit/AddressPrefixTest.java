package org.incidentcomms.service.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPrefixTest {
    @Test
    void of_ipv6_the_network_counts_and_of_ipv4_the_address() {
        assertThat(prefix("2001:db8:1:2:3:4:5:6")).isEqualTo(prefix("2001:db8:1:2::1"));
        assertThat(prefix("2001:db8:1:2::1")).isNotEqualTo(prefix("2001:db8:1:3::1"));
        assertThat(prefix("192.0.2.1")).isNotEqualTo(prefix("192.0.2.2"));
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.7, 198.51.100.250, true",
        "198.51.100.7, 198.51.101.7, false",
        "2001:db8:1:aa00::1, 2001:db8:1:aaff:9::2, true",
        "2001:db8:1:aa00::1, 2001:db8:1:ab00::1, false",
        "::ffff:198.51.100.7, 198.51.100.8, true",
        "fe80::1%eth0, fe80::2, true"
    })
    void addresses_of_one_network_are_counted_together(String one, String other, boolean together) {
        assertThat(AddressPrefix.of(one, 3, 7).equals(AddressPrefix.of(other, 3, 7)))
                .isEqualTo(together);
    }

    @Test
    void what_is_no_address_is_its_own_key_and_never_looked_up() {
        assertThat(prefix("unknown")).isEqualTo("unknown");
        assertThat(prefix("not:an:address")).isEqualTo("not:an:address");
        assertThat(prefix("some-host.example")).isEqualTo("some-host.example");
    }

    private static String prefix(String address) {
        return AddressPrefix.of(address, 4, 8);
    }
}
