package org.incidentcomms.service.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** Normalises the levels of headings in a text, which authors choose by appearance. */
final class Outline {
    private static final int LOWEST = 6;

    private Outline() {}

    /** Moves the highest heading to one below {@code level}, shifts the others with it, and closes gaps. */
    static void below(int level, Node document) {
        List<Heading> headings = headings(document);
        int highest = headings.stream().mapToInt(Heading::getLevel).min().orElse(LOWEST);
        int before = level;
        for (Heading heading : headings) {
            int moved = heading.getLevel() - highest + level + 1;
            before = Math.min(LOWEST, Math.min(moved, before + 1));
            heading.setLevel(before);
        }
    }

    private static List<Heading> headings(Node document) {
        List<Heading> found = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                found.add(heading);
            }
        });
        return found;
    }
}
