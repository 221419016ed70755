package org.incidentcomms.blog.site.feed;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.events.WindowSentence;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.StatusLabels;

/**
 * A post as an entry of all feeds.
 *
 * @param id a tag URI (RFC 4151): stays the same even if the URL changes
 * @param html sanitised
 * @param category the status it announced, or "Post-mortem"
 */
public record FeedEntry(
        String id,
        String url,
        String title,
        String html,
        String author,
        String category,
        Instant published,
        Instant updated) {
    /** Feed readers show an entry's title as the heading of its text. */
    private static final int TITLE_LEVEL = 1;

    public static List<FeedEntry> of(List<Post> posts, Company company, MarkdownRenderer prose) {
        return posts.stream().map(post -> of(post, company, prose)).toList();
    }

    private static FeedEntry of(Post post, Company company, MarkdownRenderer prose) {
        Update update = post.update();
        Window window = update == null ? null : post.incident().window();
        String when = window == null
                ? ""
                : "<p>" + WindowSentence.of(window, post.incident().updatedAt()) + "</p>\n";
        String author = post.author();
        return new FeedEntry(
                tag(company, "posts/" + post.id()),
                company.statusPage() + "/posts/" + post.slug(),
                post.headline(),
                when + prose.below(TITLE_LEVEL, post.body()),
                author == null || author.isBlank() ? company.signOff() : author,
                update == null ? "Post-mortem" : StatusLabels.of(update.status()),
                post.postedAt(),
                post.changedAt());
    }

    /** {@code tag:status.example.com,2026:...}; the year in which these ids were first issued. */
    static String tag(Company company, String specific) {
        URI page = company.statusPage();
        return "tag:" + (page.getHost() == null ? "localhost" : page.getHost()) + ",2026:" + specific;
    }
}
