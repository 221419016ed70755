package org.incidentcomms.service.markdown;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.markdown.MarkdownRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Renders operators' Markdown (CommonMark) as safe HTML and as plain text. Raw HTML is escaped; images become links,
 * since mail and posts do not show them; a link that is not absolute http, https or mailto is reduced to its text.
 * Nesting is bounded, so no text takes long or exhausts the stack.
 */
public final class Markdown {
    private static final int DEEPEST = 50;
    private static final Pattern FOLLOWED = Pattern.compile("https?://[^\\s/?#].*|mailto:[^\\s?]+@.*");
    private static final List<Extension> EXTENSIONS = List.of(AutolinkExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .postProcessor(Markdown::onlyLinksThatLeadSomewhere)
            .build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();
    private static final MarkdownRenderer MARKDOWN = MarkdownRenderer.builder().build();
    /** Liquid, Nunjucks and Hugo begin with one of these; a space breaks them. */
    private static final Pattern TEMPLATE_MARK = Pattern.compile("\\{(?=[{%#])");

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("p", "br", "strong", "em", "ul", "ol", "li", "a", "code", "pre", "blockquote", "hr")
            .allowElements("h1", "h2", "h3", "h4", "h5", "h6")
            .allowUrlProtocols("https", "http", "mailto")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("start")
            .onElements("ol")
            .requireRelsOnLinks("nofollow", "noopener", "noreferrer")
            .toFactory();

    private Markdown() {}

    /**
     * Returns an HTML fragment of block elements: sanitised, links only http, https and mailto. Headings begin one
     * below {@code level} and skip none, whatever the author used, so that the surrounding document keeps one outline.
     *
     * @param level of the heading above the text
     */
    public static String toHtmlBelow(int level, String markdown) {
        Node document = PARSER.parse(markdown);
        Outline.below(level, document);
        return POLICY.sanitize(HTML.render(document));
    }

    /**
     * Returns the text as Markdown again, for a renderer that is not ours: without raw HTML, links only http, https and
     * mailto, every block closed, headings as in {@link #toHtmlBelow}. Two braces in a row are separated, because static
     * site generators would take them for their own template language, in code too.
     */
    public static String toMarkdownBelow(int level, String markdown) {
        Node document = PARSER.parse(markdown);
        Outline.below(level, document);
        RawHtml.asText(document);
        return TEMPLATE_MARK.matcher(MARKDOWN.render(document)).replaceAll("{ ").stripTrailing();
    }

    /** Returns Markdown that shows this plain text on one line. */
    public static String escape(String text) {
        Paragraph paragraph = new Paragraph();
        paragraph.appendChild(new Text(SPACE.matcher(text).replaceAll(" ").strip()));
        Document document = new Document();
        document.appendChild(paragraph);
        return TEMPLATE_MARK.matcher(MARKDOWN.render(document)).replaceAll("{ ").stripTrailing();
    }

    /** Returns plain text: paragraphs separated by an empty line, each link's address once, after its text. */
    public static String toText(String markdown) {
        return PlainText.of(PARSER.parse(markdown));
    }

    private static Node onlyLinksThatLeadSomewhere(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Image image) {
                visitChildren(image);
                Link link = new Link(image.getDestination(), null);
                image.insertBefore(link);
                moveChildren(image, link);
                image.unlink();
                if (isInsideLink(link)) {
                    unwrap(link);
                } else {
                    keepIfItLeadsSomewhere(link);
                }
            }

            @Override
            public void visit(Link link) {
                visitChildren(link);
                keepIfItLeadsSomewhere(link);
            }
        });
        return document;
    }

    private static void keepIfItLeadsSomewhere(Link link) {
        if (!FOLLOWED.matcher(link.getDestination().toLowerCase(Locale.ROOT)).matches()) {
            unwrap(link);
        } else if (link.getFirstChild() == null) {
            link.appendChild(new Text(link.getDestination()));
        }
    }

    private static boolean isInsideLink(Node node) {
        for (Node above = node.getParent(); above != null; above = above.getParent()) {
            if (above instanceof Link) {
                return true;
            }
        }
        return false;
    }

    private static void unwrap(Node node) {
        for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
            node.insertBefore(child);
        }
        node.unlink();
    }

    private static void moveChildren(Node from, Node to) {
        for (Node child = from.getFirstChild(); child != null; child = from.getFirstChild()) {
            to.appendChild(child);
        }
    }
}
