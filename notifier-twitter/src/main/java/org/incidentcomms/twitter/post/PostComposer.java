package org.incidentcomms.twitter.post;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.AnnouncementContent;
import org.incidentcomms.kit.wording.DisplayTimes;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.kit.wording.RescheduleKind;
import org.incidentcomms.kit.wording.TextLayout;
import org.incidentcomms.kit.wording.WindowLine;
import org.incidentcomms.service.markdown.Markdown;
import org.jspecify.annotations.Nullable;

/** Composes the post for an event. A pure function without look-ups or state. */
final class PostComposer {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DisplayTimes TIMES = new DisplayTimes(Language.ENGLISH);
    /** A link that leaves less room than this for text is omitted. */
    private static final int LEAST_WORDS = 100;

    private final Links links;
    private final LinkPolicy policy;
    private final int max;

    PostComposer(Links links, LinkPolicy policy, int maxWeightedLength) {
        this.links = links;
        this.policy = policy;
        this.max = maxWeightedLength;
    }

    /**
     * The post's place among the incident's others.
     *
     * @param first it starts a thread, so it contains the link
     * @param answering it replies to the post it corrects
     * @param distinct 0, or how the text is marked to differ from an earlier one: 1 with the update's number and the
     *     minute, 2 with the second too
     */
    record ThreadPosition(boolean first, boolean answering, int distinct) {
        ThreadPosition distinctly(int level) {
            return new ThreadPosition(first, answering, level);
        }
    }

    ComposedPost compose(PublishedEvent event, ThreadPosition place) {
        Announcement said = (Announcement) event.data();
        Update update = AnnouncementFacts.update(said).orElse(null);
        List<String> warnings = new ArrayList<>();
        String link = link(said, place, warnings);
        String mark = mark(event, place.distinct());
        String own = ownText(said, update);
        TextLayout layout;
        TextLayout.Cutter cutter;
        if (own.isEmpty()) {
            cutter = PostSanitizer::cut;
            layout = composed(new AnnouncementContent(said, links.company()), update, place, mark, link, warnings);
        } else {
            noteOwn(own, warnings);
            cutter = WeightedLength::cut;
            layout = new TextLayout("", TextLayout.NO_WINDOW, own, mark, own.contains(link) ? "" : link);
        }
        TextLayout.Fitted fitted = layout.fit(max, WeightedLength.WEIGHER, cutter);
        if (!fitted.whole()) {
            warnings.addFirst("shortened: the text is longer than " + max + " characters as X counts them");
        }
        return new ComposedPost(fitted.text(), WeightedLength.of(fitted.text()), warnings);
    }

    /**
     * A reminder without an update of its own repeats an older message only if that contains the current window: a
     * rescheduled maintenance must not be posted with both times.
     */
    private TextLayout composed(
            AnnouncementContent tidings,
            @Nullable Update update,
            ThreadPosition place,
            String mark,
            String link,
            List<String> warnings) {
        Incident incident = tidings.incident();
        Postmortem postmortem = tidings.announcement() instanceof PostmortemPublished ? incident.postmortem() : null;
        String subject = PostSanitizer.unlinked(
                cleanHead(subject(tidings.announcement(), update, postmortem)).replace('\n', ' '));
        Status status = update == null ? incident.status() : update.status();
        String scope = update == null || update.scope() == null ? "" : update.scope();
        String lead = PostOpening.of(tidings.announcement(), status, place.answering())
                .concerning(PostSanitizer.unlinked(cleanHead(scope)))
                .with(subject);
        String markdown = postmortem != null ? postmortem.body() : update == null ? "" : update.message();
        String written = cleanHead(Markdown.toText(markdown));
        if (PostSanitizer.hasLink(written)) {
            warnings.add("a link in the message is omitted or not clickable; texts.twitter may contain one");
        }
        String body = PostSanitizer.unlinked(written).replace("\n\n", "\n");
        List<String> windows = WindowLine.of(tidings)
                .filter(line -> !body.contains(line.sentence()))
                .map(WindowLine::forms)
                .orElse(TextLayout.NO_WINDOW);
        boolean repeated =
                AnnouncementFacts.isRepeated(tidings.announcement()) && !windows.equals(TextLayout.NO_WINDOW);
        String promise = Stream.of(nextUpdate(incident, update), mark)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        return new TextLayout(lead, windows, repeated || body.equals(subject) ? "" : body, promise, link);
    }

    private String nextUpdate(Incident incident, @Nullable Update update) {
        return update == null
                ? ""
                : TIMES.nextUpdate(incident, update, links.company().timeZone())
                        .map(sentence -> sentence + ".")
                        .orElse("");
    }

    private static String subject(Announcement said, @Nullable Update update, @Nullable Postmortem postmortem) {
        if (postmortem != null) {
            return postmortem.title();
        }
        String headline = update == null ? null : update.headline();
        return headline == null || headline.isBlank() ? said.incident().title() : RescheduleKind.unsaid(said, headline);
    }

    /**
     * The operator's own text, with only unsupported characters removed. A reminder may repeat an update and a
     * correction replaces one, so neither uses the text written for that update.
     */
    private String ownText(Announcement said, @Nullable Update update) {
        if (update == null
                || AnnouncementFacts.isRepeated(said)
                || said instanceof IncidentCorrected
                || said instanceof PostmortemPublished) {
            return "";
        }
        String own = update.texts().of(XChannel.NAME);
        return own == null ? "" : cleanHead(own);
    }

    private static void noteOwn(String own, List<String> warnings) {
        if (!PostSanitizer.entities(own).isEmpty()) {
            warnings.add("the text has mentions, tags or links: X notifies mentioned users and charges more for links");
        }
    }

    private String link(Announcement said, ThreadPosition place, List<String> warnings) {
        Incident incident = said.incident();
        boolean postmortem = said instanceof PostmortemPublished;
        if (!postmortem && !policy.wants(place.first(), AnnouncementFacts.isLast(said))) {
            return "";
        }
        URI to = links.incident(incident);
        if (postmortem && incident.postmortem() != null && incident.postmortem().hasPost()) {
            to = links.post(incident, incident.postmortem());
        }
        String link = to.toString();
        if (max - WeightedLength.of(link) < LEAST_WORDS) {
            warnings.add("the link is omitted: X does not recognise it and would count each of its characters");
            return "";
        }
        return link;
    }

    private static String mark(PublishedEvent event, int level) {
        if (level == 0) {
            return "";
        }
        Announcement said = (Announcement) event.data();
        Instant time = event.time();
        DateTimeFormatter format = level == 1 ? MINUTE : SECOND;
        return "(update " + AnnouncementFacts.number(said) + ", " + format.format(time.atOffset(ZoneOffset.UTC))
                + " UTC)";
    }

    /** More characters than any post needs, except for a few hundred emoji of many code points each. */
    private int most() {
        return 4 * max;
    }

    /**
     * Cleaned, and no longer than a post could use; truncated roughly before cleaning, because most of a long message
     * is not used.
     */
    private String cleanHead(String text) {
        return PostSanitizer.head(PostSanitizer.clean(PostSanitizer.head(text, 4 * most())), most());
    }
}
