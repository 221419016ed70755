package org.incidentcomms.blog.site.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpFormTest {

    @ParameterizedTest
    @CsvSource({
        "https://updates.example.com, https://updates.example.com/subscriptions",
        "https://updates.example.com/, https://updates.example.com/subscriptions",
        "http://localhost:8081/mail/, http://localhost:8081/mail/subscriptions"
    })
    void formsAreSentToTheNotifiersPublicAddress(URI publicUrl, String action) {
        assertThat(SignUpForm.of(Optional.of(publicUrl)).action()).isEqualTo(action);
    }

    @Test
    void withoutAnAddressThereAreNoForms() {
        assertThat(SignUpForm.of(Optional.empty())).isEqualTo(SignUpForm.NONE);
    }

    /** The last two would add directives to the content security policy. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "updates.example.com",
                "/mail",
                "javascript:alert(1)",
                "ftp://example.com",
                "https://example.com/?x",
                "https://example.com/#x",
                "https://example.com/;script-src",
                "https://example.com/,x"
            })
    void anAddressThatIsNoneIsRefusedWithTheNameOfTheSetting(URI publicUrl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignUpForm.of(Optional.of(publicUrl)))
                .withMessageContaining("EMAIL_PUBLIC_URL");
    }
}
