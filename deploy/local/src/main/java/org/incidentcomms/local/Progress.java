package org.incidentcomms.local;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.local.part.ManagedProcess;
import org.incidentcomms.local.part.PartListener;
import org.incidentcomms.local.part.PartState;

/**
 * Shows the state of the parts: on a terminal one line each, rewritten with elapsed seconds until {@link #settle()};
 * otherwise, and afterwards, one line per change.
 */
final class Progress implements PartListener {

    private record Line(PartState state, String story, long since) {}

    private final PrintStream out;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private boolean live;
    private int drawn;

    Progress(PrintStream out, boolean terminal, List<ManagedProcess> parts) {
        this.out = out;
        this.live = terminal;
        parts.forEach(part -> lines.put(part.name(), new Line(PartState.WAITING, "waiting", System.nanoTime())));
    }

    @Override
    public synchronized void changed(ManagedProcess part, PartState state, String story) {
        lines.put(part.name(), new Line(state, story, System.nanoTime()));
        if (!live) {
            out.println(row(part.name(), story));
        }
    }

    /** Rewrites the lines; called several times a second while parts start. */
    synchronized void redraw() {
        if (!live) {
            return;
        }
        StringBuilder screen = new StringBuilder();
        if (drawn > 0) {
            screen.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach((name, line) ->
                screen.append("\r\u001b[K").append(row(name, text(line))).append('\n'));
        drawn = lines.size();
        out.print(screen);
        out.flush();
    }

    /** Stops rewriting; later changes are printed as new lines. */
    synchronized void settle() {
        redraw();
        live = false;
    }

    private static String text(Line line) {
        return line.state() == PartState.STARTING
                ? "%s %.0f s".formatted(line.story(), (System.nanoTime() - line.since()) / 1e9)
                : line.story();
    }

    private static String row(String name, String text) {
        return "  %-18s %s".formatted(name, text);
    }
}
