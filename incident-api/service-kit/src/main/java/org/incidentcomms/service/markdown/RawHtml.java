package org.incidentcomms.service.markdown;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Turns raw HTML in a parsed text into the characters that were typed. */
final class RawHtml {
    private RawHtml() {}

    static void asText(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlInline html) {
                insertBefore(html, html.getLiteral());
                html.unlink();
            }

            @Override
            public void visit(HtmlBlock html) {
                Paragraph paragraph = new Paragraph();
                Text end = new Text("");
                paragraph.appendChild(end);
                insertBefore(end, html.getLiteral().strip());
                end.unlink();
                html.insertBefore(paragraph);
                html.unlink();
            }
        });
    }

    private static void insertBefore(Node place, String literal) {
        boolean isFirst = true;
        for (String line : literal.lines().toList()) {
            if (!isFirst) {
                place.insertBefore(new SoftLineBreak());
            }
            place.insertBefore(new Text(line.strip()));
            isFirst = false;
        }
    }
}
