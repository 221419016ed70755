package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "pat@customer.example,pat@customer.example",
        "' Pat.Doe+tag@Customer.Example ',Pat.Doe+tag@Customer.Example",
        "o'brien@customer.example,o'brien@customer.example",
        "x@bücher.example,x@xn--bcher-kva.example",
        "x@日本語.example,x@xn--wgv71a119e.example",
        "x@xn--strae-oqa.example,x@xn--strae-oqa.example"
    })
    void keepsWhatIsTypedAndWritesTheDomainInAscii(String typed, String kept) {
        assertThat(EmailAddress.parse(typed).value()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nobody",
                "@customer.example",
                "pat@",
                "pat@localhost",
                "pat@customer..example",
                "pat@-customer.example",
                "pat@customer-.example",
                "pat@customer.example.",
                "pat@127.0.0.1",
                "pat@[127.0.0.1]",
                "pat@customer.123",
                ".pat@customer.example",
                "pat.@customer.example",
                "p..at@customer.example",
                "\"pat doe\"@customer.example",
                "pat doe@customer.example",
                "pat@customer.example,sue@customer.example",
                "pat@customer.example>",
                "<pat@customer.example>",
                "pat@customer.example\r\nBcc: sue@customer.example",
                "pat\r\n@customer.example",
                "pat\u0000@customer.example",
                "pat\u0085@customer.example",
                "pat\u760d@customer.example",
                "pat\u760a@customer.example",
                "pat@cust\u760domer.example\u760a",
                "pat@customer\u2028.example",
                "pät@customer.example",
                "pat@straße.example",
                "pat@cust_omer.example",
                "a@b@customer.example"
            })
    void refusesWhatCannotBeSentToOrCouldEndAHeader(String typed) {
        assertThatThrownBy(() -> EmailAddress.parse(typed)).isInstanceOf(InvalidAddressException.class);
    }

    @Test
    void keepsToTheLengthsOfRfc5321() {
        String longest = "a".repeat(64) + "@" + ("b".repeat(62) + ".").repeat(2) + "c".repeat(55) + ".example";

        assertThat(EmailAddress.parse(longest).value()).hasSize(64 + 1 + 126 + 55 + 8);
        assertThatThrownBy(() -> EmailAddress.parse("a".repeat(65) + "@customer.example"))
                .hasMessageContaining("64");
        assertThatThrownBy(
                        () -> EmailAddress.parse("a".repeat(64) + "@" + ("b".repeat(62) + ".").repeat(3) + "example"))
                .hasMessageContaining("254");
        assertThatThrownBy(() -> EmailAddress.parse("a@" + "b".repeat(64) + ".example"))
                .isInstanceOf(InvalidAddressException.class);
    }

    @Test
    void doesNotTellTheAddressWhereItMightBeLogged() {
        assertThat(EmailAddress.parse("pat@customer.example").toString()).doesNotContain("pat");
        assertThatThrownBy(() -> EmailAddress.parse("pat doe@customer.example")).hasMessageNotContaining("doe");
    }
}
