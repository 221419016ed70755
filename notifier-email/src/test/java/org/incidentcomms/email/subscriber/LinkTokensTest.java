package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.incidentcomms.email.subscriber.LinkTokens.Purpose;
import org.junit.jupiter.api.Test;

class LinkTokensTest {
    private static final String KEY = "0123456789abcdefghijkl";
    private static final LinkTokens LINKS = new LinkTokens(List.of("a secret of this test"));
    /** The digit that holds the last bit of the key and the padding. */
    private static final int PADDING = 31;

    @Test
    void whatWasSignedIsVerified() {
        assertThat(LINKS.verify(LINKS.sign(Purpose.UNSUBSCRIBE, KEY), Purpose.UNSUBSCRIBE))
                .contains(KEY);
    }

    @Test
    void theSameSubscriberAlwaysHasTheSameLinkSoThatRepeatsAreRepeats() {
        assertThat(LINKS.sign(Purpose.UNSUBSCRIBE, KEY)).isEqualTo(LINKS.sign(Purpose.UNSUBSCRIBE, KEY));
    }

    @Test
    void aLinkForUnsubscribingCannotManage() {
        String token = LINKS.sign(Purpose.UNSUBSCRIBE, KEY);

        assertThat(LINKS.verify(token, Purpose.MANAGE)).isEmpty();
        assertThat(LINKS.verify(token.replace(".u.", ".m."), Purpose.MANAGE)).isEmpty();
    }

    @Test
    void changingAnyCharacterMakesItWorthless() {
        String token = LINKS.sign(Purpose.UNSUBSCRIBE, KEY);
        for (int i = 0; i < token.length() - 1; i++) {
            String forged = token.substring(0, i) + (token.charAt(i) == 'x' ? 'y' : 'x') + token.substring(i + 1);
            assertThat(LINKS.verify(forged, Purpose.UNSUBSCRIBE)).as(forged).isEmpty();
        }
        assertThat(LINKS.verify("", Purpose.UNSUBSCRIBE)).isEmpty();
        assertThat(LINKS.verify("....", Purpose.UNSUBSCRIBE)).isEmpty();
    }

    @Test
    void afterAChangeOfSecretsTheNewestSignsAndTheOldStillVerifies() {
        String old = LINKS.sign(Purpose.UNSUBSCRIBE, KEY);
        LinkTokens rotated = LinkTokens.of("the newest secret of all , a secret of this test");

        assertThat(rotated.verify(old, Purpose.UNSUBSCRIBE)).contains(KEY);
        assertThat(rotated.sign(Purpose.UNSUBSCRIBE, KEY)).isNotEqualTo(old);
        assertThat(LINKS.verify(rotated.sign(Purpose.UNSUBSCRIBE, KEY), Purpose.UNSUBSCRIBE))
                .isEmpty();
    }

    @Test
    void aReturnPathNamesItsSubscriberInAnyCaseAndFitsIntoALocalPart() {
        for (String key : List.of(KEY, "______________________", "0000000000000000000000", "AAAAAAAAAAAAAAAAAAAAAA")) {
            String token = LINKS.signReturnPath(key);
            assertThat(token).matches("[0-9a-v]{48}");
            assertThat("bounces+" + token).hasSizeLessThanOrEqualTo(64);
            assertThat(LINKS.verifyReturnPath(token)).contains(key);
            assertThat(LINKS.verifyReturnPath(token.toUpperCase(Locale.ROOT))).contains(key);
        }
    }

    @Test
    void aForgedOrTruncatedReturnPathIsWorthless() {
        String token = LINKS.signReturnPath(KEY);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'v' ? '0' : 'v';
            String forged = token.substring(0, i) + other + token.substring(i + 1);
            // The four bits of padding behind the key are all that is not signed.
            assertThat(LINKS.verifyReturnPath(forged).isPresent() && i != PADDING)
                    .as(forged)
                    .isFalse();
            assertThat(LINKS.verifyReturnPath(token.substring(0, i))).isEmpty();
        }
        assertThat(LINKS.verifyReturnPath(token + "0")).isEmpty();
        assertThat(new LinkTokens(List.of("another secret of this test")).verifyReturnPath(token))
                .isEmpty();
    }

    @Test
    void anOldSecretStillVerifiesReturnPaths() {
        LinkTokens rotated = LinkTokens.of("the newest secret of all , a secret of this test");

        assertThat(rotated.verifyReturnPath(LINKS.signReturnPath(KEY))).contains(KEY);
        assertThat(LINKS.verifyReturnPath(rotated.signReturnPath(KEY))).isEmpty();
    }

    @Test
    void aMissingOrShortSecretIsRefusedInWordsThatDoNotRepeatIt() {
        assertThatThrownBy(() -> LinkTokens.of(null)).hasMessageContaining("EMAIL_LINK_SECRET");
        assertThatThrownBy(() -> LinkTokens.of("hunter2"))
                .hasMessageContaining("EMAIL_LINK_SECRET")
                .hasMessageNotContaining("hunter2");
    }
}
