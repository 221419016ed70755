package org.incidentcomms.service.markdown;

import java.util.StringJoiner;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Renders parsed Markdown as plain mail text: "- " lists, "> " quotes, indented code, addresses in brackets. */
final class PlainText {
    private PlainText() {}

    static String of(Node document) {
        return blocks(document, "\n\n").stripTrailing();
    }

    private static String blocks(Node parent, String between) {
        StringJoiner blocks = new StringJoiner(between);
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            String block = block(child);
            if (!block.isBlank()) {
                blocks.add(block);
            }
        }
        return blocks.toString();
    }

    private static String block(Node node) {
        return switch (node) {
            case BlockQuote quote -> prefixed(blocks(quote, "\n\n"), "> ", "> ");
            case BulletList bullets -> list(bullets, 0);
            case OrderedList numbers -> list(numbers, number(numbers));
            case FencedCodeBlock code -> prefixed(code.getLiteral().stripTrailing(), "    ", "    ");
            case IndentedCodeBlock code -> prefixed(code.getLiteral().stripTrailing(), "    ", "    ");
            case HtmlBlock html -> html.getLiteral();
            case ThematicBreak line -> "---";
            default -> inlines(node);
        };
    }

    /** Numbers items from {@code number} up, or marks them with dashes if it is 0. */
    private static String list(ListBlock list, int number) {
        String between = list.isTight() ? "\n" : "\n\n";
        StringJoiner items = new StringJoiner(between);
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String marker = list instanceof OrderedList ? number++ + ". " : "- ";
            items.add(prefixed(blocks(item, between), marker, " ".repeat(marker.length())));
        }
        return items.toString();
    }

    private static int number(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        return start == null ? 1 : start;
    }

    private static String prefixed(String lines, String first, String next) {
        StringBuilder prefixed = new StringBuilder(first);
        for (int at = 0; at < lines.length(); at++) {
            prefixed.append(lines.charAt(at));
            if (lines.charAt(at) == '\n') {
                boolean empty = at + 1 == lines.length() || lines.charAt(at + 1) == '\n';
                prefixed.append(empty ? next.stripTrailing() : next);
            }
        }
        return prefixed.toString();
    }

    private static String inlines(Node parent) {
        StringBuilder text = new StringBuilder();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            switch (child) {
                case Text plain -> text.append(plain.getLiteral());
                case Code code -> text.append(code.getLiteral());
                case HtmlInline html -> text.append(html.getLiteral());
                case SoftLineBreak line -> text.append('\n');
                case HardLineBreak line -> text.append('\n');
                case Link link -> text.append(link(link));
                default -> text.append(inlines(child));
            }
        }
        return text.toString();
    }

    /** A link's text, followed by its address unless both are the same. */
    private static String link(Link link) {
        String says = inlines(link).strip();
        String leads = link.getDestination();
        String shown = leads.startsWith("mailto:") ? leads.substring("mailto:".length()) : leads;
        boolean same = says.equals(shown) || leads.equals("http://" + says) || leads.equals("https://" + says);
        return same ? says : says + " (" + shown + ")";
    }
}
