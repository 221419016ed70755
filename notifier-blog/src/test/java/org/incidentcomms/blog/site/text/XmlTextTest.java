package org.incidentcomms.blog.site.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlTextTest {
    @Test
    void whatNoDocumentMayContainIsLeftOut() {
        assertThat(XmlText.clean(
                        "\u0000a\u0007b\u007fc\u0085d\ud800e\udc00f\ufdd0g\ufffeh\uffff" + Character.toString(0x1FFFE)))
                .isEqualTo("abcdefgh");
    }

    @Test
    void everythingElseStays() {
        String text = "\ta\r\nä 日本 😀 \u00a0\u200b\ue000\ufffd";

        assertThat(XmlText.clean(text)).isSameAs(text);
    }
}
