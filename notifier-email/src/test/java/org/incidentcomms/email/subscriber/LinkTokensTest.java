package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.incidentcomms.email.subscriber.LinkTokens.Purpose;
import org.junit.jupiter.api.Test;

class LinkTokensTest {
    private static final String KEY = "0123456789abcdefghijkl";
    private static final LinkTokens LINKS = new LinkTokens(List.of("a secret of this test"));

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
    void aMissingOrShortSecretIsRefusedInWordsThatDoNotRepeatIt() {
        assertThatThrownBy(() -> LinkTokens.of(null)).hasMessageContaining("EMAIL_LINK_SECRET");
        assertThatThrownBy(() -> LinkTokens.of("hunter2"))
                .hasMessageContaining("EMAIL_LINK_SECRET")
                .hasMessageNotContaining("hunter2");
    }
}
