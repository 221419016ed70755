package org.incidentcomms.api.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Violation;

/**
 * Words of an update that contradict its state, such as "resolved" while "some accounts" remain. They are asked about and
 * never refused: a text can be right all the same. English only.
 */
final class Contradictions {
    private static final Pattern NOT_OVER = words("(some|a few|few|several|most|many|certain) (of our )?"
            + "(accounts|customers|users|people)|(is|are|be) still|still (being|working|seeing|affected|investigating)"
            + "|continue to (work|see|investigate|monitor)|remain(s|ing)?");

    private static final Pattern OVER =
            words("((is|are|was|been|now|fully|completely) )+(resolved|solved|fixed)|back to normal");

    private static final Pattern PLANNED = words("(scheduled|planned) (maintenance|downtime)|maintenance");

    private Contradictions() {}

    /** What an operator is asked about; each names the field. */
    static List<Violation> in(Incident incident) {
        List<Violation> found = new ArrayList<>();
        if (incident.updates().isEmpty()) {
            return found;
        }
        Update update = incident.updates().getLast();
        boolean isOver = update.status().isTerminal();
        if (isOver) {
            texts(update)
                    .forEach(text -> ask(
                            found,
                            NOT_OVER,
                            text,
                            "although the status is " + update.status().wire()));
            if (update.scope() != null) {
                found.add(new Violation(
                        "scope",
                        "still names whom it concerns, although the status is "
                                + update.status().wire()));
            }
            String down = incident.components().stream()
                    .filter(component -> component.status() != ComponentStatus.OPERATIONAL)
                    .map(AffectedComponent::name)
                    .collect(Collectors.joining(", "));
            if (!down.isEmpty()) {
                found.add(new Violation("components", "are not operational, although it is over: " + down));
            }
        } else {
            texts(update)
                    .forEach(text -> ask(
                            found,
                            OVER,
                            text,
                            "although the status is " + update.status().wire()));
        }
        if (incident.kind() == IncidentKind.INCIDENT && incident.updates().size() == 1) {
            ask(
                    found,
                    PLANNED,
                    new Text("title", incident.title()),
                    "although it is no maintenance: announce one instead?");
        }
        return found;
    }

    private record Text(String field, String words) {}

    private static Stream<Text> texts(Update update) {
        return Stream.of(
                new Text("headline", Objects.requireNonNullElse(update.headline(), "")),
                new Text("message", update.message()));
    }

    private static void ask(List<Violation> found, Pattern pattern, Text text, String although) {
        var matcher = pattern.matcher(text.words());
        if (matcher.find()) {
            found.add(new Violation(text.field(), "says “" + matcher.group() + "”, " + although));
        }
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(?:" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE);
    }
}
