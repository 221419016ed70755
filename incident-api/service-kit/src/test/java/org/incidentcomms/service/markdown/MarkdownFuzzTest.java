package org.incidentcomms.service.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Texts made of what has broken Markdown renderers and sanitisers, joined by chance from a fixed seed. */
class MarkdownFuzzTest {
    private static final List<String> PIECES = List.of(
            "<script>",
            "</script>",
            "<img src=x onerror=alert(1)>",
            "<a href=\"",
            "javascript:alert(1)",
            "JaVaScRiPt&colon;",
            "data:text/html,x",
            "](",
            "[",
            "]",
            "![",
            ")",
            "(",
            "<",
            ">",
            "\"",
            "'",
            "`",
            "```\n",
            "~~~",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "* ",
            "1. ",
            "> ",
            "# ",
            "***",
            "__",
            "\\",
            "&#x6a;",
            "&lt;",
            "&",
            "\0",
            "\u202e",
            "\ud800",
            "\u0085",
            "https://x.example/",
            "mailto:a@b.example",
            "{{",
            "{%",
            "<!--",
            "-->",
            "<![CDATA[",
            "<?",
            "<svg/onload=",
            "<style>",
            "[a]: javascript:x\n",
            "word ",
            "-\n",
            "=\n",
            "|");

    /** Every tag that a page or mail may hold, with every attribute; and what the sanitiser writes between two braces. */
    private static final Pattern SAFE_TAG = Pattern.compile(
            "</?(?:p|br|strong|em|ul|ol|li|code|pre|blockquote|hr|h[1-6])(?: start=\"\\d+\")?(?: ?/)?>|</a>"
                    + "|<a href=\"(?:https?:|mailto:)[^\"<>]*\" rel=\"nofollow noopener noreferrer\">|<!-- -->");

    @Test
    void no_text_makes_a_tag_that_is_not_allowed() {
        SplittableRandom random = new SplittableRandom(20261129);
        for (int i = 0; i < 300; i++) {
            String text = text(random);
            String html = Markdown.toHtmlBelow(2, text);
            assertThat(SAFE_TAG.matcher(html).replaceAll(""))
                    .as("of %s", text)
                    .doesNotContain("<")
                    .doesNotContain(">");

            String again = Markdown.toMarkdownBelow(2, text);
            assertThat(again).doesNotContain("{{").doesNotContain("{%");
            assertThat(SAFE_TAG.matcher(Markdown.toHtmlBelow(2, again)).replaceAll(""))
                    .as("of %s", again)
                    .doesNotContain("<");
            assertThat(Markdown.toText(text)).isNotNull();
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 25); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
