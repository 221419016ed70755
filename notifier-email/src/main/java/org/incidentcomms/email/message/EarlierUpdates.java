package org.incidentcomms.email.message;

import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.StatusLabels;
import org.incidentcomms.service.markdown.Markdown;

/** The updates before the announced one, newest first, whether they were mailed or not. */
final class EarlierUpdates {
    private static final int SHOWN = 5;
    private static final int LENGTH = 240;

    private final Incident incident;
    private final List<Update> newestFirst;

    EarlierUpdates(Announcement announcement) {
        incident = announcement.incident();
        List<Update> before = new ArrayList<>();
        for (Update update : incident.updates()) {
            if (update.id().equals(announcement.updateId())) {
                break;
            }
            before.add(update);
        }
        newestFirst = before.reversed();
    }

    /**
     * The newest of them, in short.
     *
     * @param language the reader's
     * @param written the language of what is not translated
     */
    List<MailView.Earlier> shown(MailTimes times, Language language, Language written) {
        return newestFirst.stream()
                .limit(SHOWN)
                .map(update -> new MailView.Earlier(
                        StatusLabels.of(update.status(), language),
                        StatusColor.of(update.status()),
                        times.instant(incident, update.postedAt()),
                        MailViewFactory.writtenIn(update.speaks(language.tag()), language, written),
                        Excerpt.line(Markdown.toText(update.message()), LENGTH)))
                .toList();
    }

    /** How many there are besides. */
    int notShown() {
        return Math.max(0, newestFirst.size() - SHOWN);
    }
}
