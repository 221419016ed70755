package org.incidentcomms.blog.site.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.page.Site;
import org.incidentcomms.blog.site.page.TimeFormats;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.AnnouncementContent;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.DisplayTimes;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.StatusLabels;

/** Makes entries of posts and of incidents. */
final class FeedEntries {
    /** Feed readers show an entry's title as the heading of its text. */
    private static final int TITLE_LEVEL = 1;

    private final Company company;
    private final String directory;
    private final MarkdownRenderer prose;
    private final Language language;
    private final String postmortemLabel;
    private final DisplayTimes windows;
    private final TimeFormats times;
    /** By the identity of the post or incident, as long as the model holds it: an event changes one of many. */
    private final Cache<Object, FeedEntry> made =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    /** @param directory of the language's files, part of the ids: empty, or such as {@code de/} */
    FeedEntries(Company company, String directory, MarkdownRenderer prose) {
        MessageBundle words = Site.words(company);
        this.company = company;
        this.directory = directory;
        this.prose = prose;
        this.language = company.language();
        this.postmortemLabel = words.text("incident.postmortem");
        this.windows = new DisplayTimes(language);
        this.times = new TimeFormats(company.timeZone(), words);
    }

    List<FeedEntry> ofPosts(List<Post> posts) {
        return posts.stream()
                .map(post -> Objects.requireNonNull(made.get(post, key -> of(post.in(language.tag())))))
                .toList();
    }

    /** One entry per incident, with all its updates, newest first. */
    List<FeedEntry> ofIncidents(List<Incident> incidents) {
        return incidents.stream()
                .map(incident -> Objects.requireNonNull(made.get(incident, key -> of(incident.in(language.tag())))))
                .toList();
    }

    private FeedEntry of(Post post) {
        Update update = post.update();
        String author = post.author();
        return new FeedEntry(
                tag(company, directory + "posts/" + post.id()),
                company.statusPage() + "/posts/" + post.slug(),
                update == null ? post.headline() : AnnouncementContent.headline(post.incident(), update, language),
                (update == null ? "" : window(post.incident())) + prose.below(TITLE_LEVEL, post.body()),
                author == null || author.isBlank() ? company.signOff() : author,
                update == null ? postmortemLabel : StatusLabels.of(update.status(), language),
                post.postedAt(),
                post.changedAt());
    }

    private FeedEntry of(Incident incident) {
        StringBuilder html = new StringBuilder(window(incident));
        Postmortem postmortem = incident.postmortem();
        if (postmortem != null) {
            said(html, postmortem.publishedAt(), postmortemLabel, postmortem.body());
        }
        for (Update update : incident.updates().reversed()) {
            said(html, update.postedAt(), StatusLabels.of(update.status(), language), update.message());
        }
        return new FeedEntry(
                tag(company, directory + "incidents/" + incident.id()),
                company.statusPage() + "/incidents/" + incident.slug(),
                incident.title(),
                html.toString(),
                company.signOff(),
                StatusLabels.of(incident.status(), language),
                incident.createdAt(),
                incident.updatedAt());
    }

    private void said(StringBuilder html, Instant at, String label, String markdown) {
        html.append("<p><small>")
                .append(times.moment(at).text())
                .append("</small><br><strong>")
                .append(label)
                .append("</strong></p>\n")
                .append(prose.below(TITLE_LEVEL, markdown));
    }

    private String window(Incident incident) {
        Window window = incident.window();
        return window == null ? "" : "<p>" + windows.window(window, incident.updatedAt()) + "</p>\n";
    }

    /** {@code tag:status.example.com,2026:...}; the year in which these ids were first issued. */
    static String tag(Company company, String specific) {
        URI page = company.statusPage();
        return "tag:" + (page.getHost() == null ? "localhost" : page.getHost()) + ",2026:" + specific;
    }
}
