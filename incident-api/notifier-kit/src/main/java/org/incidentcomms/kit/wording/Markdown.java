package org.incidentcomms.kit.wording;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** Operators' Markdown (CommonMark) as safe HTML and as plain text. Raw HTML in it is shown, never run. */
public final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(AutolinkExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();
    private static final TextContentRenderer TEXT = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
            .build();
    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "strong",
                    "em",
                    "ul",
                    "ol",
                    "li",
                    "a",
                    "code",
                    "pre",
                    "blockquote",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "hr")
            .allowUrlProtocols("https", "http", "mailto")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("start")
            .onElements("ol")
            .requireRelNofollowOnLinks()
            .toFactory();

    private Markdown() {}

    /** HTML fragment of block elements: sanitised, links only http, https and mailto. */
    public static String toHtml(String markdown) {
        return POLICY.sanitize(HTML.render(PARSER.parse(markdown)));
    }

    /** Plain text: paragraphs apart by an empty line, links written out. */
    public static String toText(String markdown) {
        return TEXT.render(PARSER.parse(markdown)).strip();
    }
}
