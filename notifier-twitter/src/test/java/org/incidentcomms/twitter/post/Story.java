package org.incidentcomms.twitter.post;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Links;
import org.jspecify.annotations.Nullable;

/** Builds an incident or maintenance update by update; each step returns an event as the API publishes it. */
public final class Story {
    public static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    public static final Company CLICKTIME = new Company(
            "ClickTime",
            PACIFIC,
            "@clicktime",
            "ClickTime Web Operations",
            "ClickTime Support or your account representative",
            URI.create("https://status.clicktime.com"));
    public static final Links LINKS = new Links(CLICKTIME);
    public static final Window AUGUST_5 =
            new Window(Instant.parse("2023-08-05T17:00:00Z"), Instant.parse("2023-08-05T23:00:00Z"), PACIFIC);
    public static final Window AUGUST_12 =
            new Window(Instant.parse("2023-08-12T17:00:00Z"), Instant.parse("2023-08-12T23:00:00Z"), PACIFIC);

    private final String id;
    private final IncidentKind kind;
    private final String title;
    private final List<Update> updates = new ArrayList<>();
    private Impact impact = Impact.CRITICAL;
    private Instant now = Instant.parse("2023-08-01T14:00:00Z");
    private long version;
    private @Nullable Window window;
    private @Nullable Window previousWindow;
    private @Nullable Postmortem postmortem;
    private ChannelSelection notified = ChannelSelection.EVERYBODY;
    private @Nullable String headline;
    private @Nullable String own;
    private @Nullable String scope;
    private @Nullable Instant nextUpdateAt;

    private Story(String id, IncidentKind kind, String title) {
        this.id = id;
        this.kind = kind;
        this.title = title;
    }

    public static Story incident(String id, String title) {
        return new Story(id, IncidentKind.INCIDENT, title);
    }

    public static Story maintenance(String id, String title) {
        Story story = new Story(id, IncidentKind.MAINTENANCE, title);
        story.window = AUGUST_5;
        return story;
    }

    public Story impact(Impact value) {
        impact = value;
        return this;
    }

    public Story at(String time) {
        now = Instant.parse(time);
        return this;
    }

    /** Applies to the next update only. */
    public Story headline(String value) {
        headline = value;
        return this;
    }

    /** Whom the next update concerns, and by when it promises another one. */
    public Story promising(String concerned, String until) {
        scope = concerned;
        nextUpdateAt = Instant.parse(until);
        return this;
    }

    /** The operator's own text of the next update. */
    public Story own(String value) {
        own = value;
        return this;
    }

    /** The channels of the next update. */
    public Story notify(ChannelSelection value) {
        notified = value;
        return this;
    }

    public Story moved(Window to) {
        previousWindow = window;
        window = to;
        return this;
    }

    public Story window(Window value) {
        window = value;
        return this;
    }

    /** The next event, with a new update. */
    public PublishedEvent says(BiFunction<Incident, String, Announcement> event, Status status, String message) {
        int number = updates.size() + 1;
        updates.add(new Update(
                        id + "-u" + number,
                        "slug-" + number,
                        status,
                        headline,
                        message,
                        null,
                        List.of(),
                        now,
                        null,
                        0,
                        notified,
                        own == null ? ChannelTexts.COMPOSED : new ChannelTexts(Map.of("twitter", own)),
                        List.of())
                .with(scope, nextUpdateAt, false));
        scope = null;
        nextUpdateAt = null;
        headline = null;
        own = null;
        notified = ChannelSelection.EVERYBODY;
        return publish(event.apply(incident(status), id + "-u" + number));
    }

    /** The next event, about an existing update (counted from 1). */
    public PublishedEvent repeats(BiFunction<Incident, String, Announcement> event, int number) {
        Update update = updates.get(number - 1);
        return publish(event.apply(incident(updates.getLast().status()), update.id()));
    }

    /** The next event, with a new text for an existing update. */
    public PublishedEvent corrects(BiFunction<Incident, String, Announcement> event, int number, String message) {
        Update old = updates.get(number - 1);
        updates.set(
                number - 1,
                new Update(
                        old.id(),
                        old.slug(),
                        old.status(),
                        old.headline(),
                        message,
                        null,
                        List.of(),
                        old.postedAt(),
                        now,
                        old.revision() + 1,
                        old.notified(),
                        old.texts(),
                        List.of()));
        return repeats(event, number);
    }

    public PublishedEvent analysed(
            BiFunction<Incident, String, Announcement> event, String analysisTitle, String body) {
        postmortem = new Postmortem(
                id + "-p", "what-happened", analysisTitle, body, "Alex Mann", now, ChannelSelection.EVERYBODY);
        return publish(event.apply(incident(Status.RESOLVED), id + "-p"));
    }

    private Incident incident(Status status) {
        version++;
        return new Incident(
                id,
                "slow-log-in",
                version,
                kind,
                title,
                status,
                impact,
                List.of(),
                now,
                now,
                now,
                null,
                window,
                previousWindow,
                updates,
                postmortem,
                false);
    }

    private PublishedEvent publish(Announcement announcement) {
        return PublishedEvent.of(announcement, now, null);
    }
}
