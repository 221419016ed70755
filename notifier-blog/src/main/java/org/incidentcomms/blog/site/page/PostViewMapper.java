package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.util.List;
import java.util.Locale;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.page.PostView.Latest;
import org.incidentcomms.blog.site.page.PostView.Sibling;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.AnnouncementContent;
import org.jspecify.annotations.Nullable;

/** Maps posts to views. */
final class PostViewMapper {
    private static final int WHOLE_IN_LIST = 1_600;
    private static final int EXCERPT = 480;

    private final Site site;
    private final IncidentViewMapper incidents;
    private final StatusBadges badges;
    private final TimeFormats clock;
    private final MarkdownRenderer prose;

    PostViewMapper(Site site, IncidentViewMapper incidents, TimeFormats clock, MarkdownRenderer prose) {
        this.site = site;
        this.incidents = incidents;
        this.badges = new StatusBadges(site.words());
        this.clock = clock;
        this.prose = prose;
    }

    /** For its own page: the whole text, below an h1. */
    PostView whole(Post original) {
        Post post = told(original);
        return view(
                post, original.update(), new RawString(prose.below(1, post.body())), signature(post), latest(post), 1);
    }

    /** For the list: short texts whole, below an h2. */
    PostView listed(Post original) {
        Post post = told(original);
        boolean whole = post.body().length() <= WHOLE_IN_LIST;
        return view(
                post,
                original.update(),
                whole ? new RawString(prose.below(2, post.body())) : null,
                whole ? signature(post) : null,
                null,
                2);
    }

    private PostView view(
            Post post,
            @Nullable Update original,
            @Nullable RawString html,
            @Nullable String signature,
            @Nullable Latest latest,
            int level) {
        Update update = post.update();
        return new PostView(
                incidents.postHref(post.slug()),
                site.langOf(post.speaks(site.words().tag())),
                headline(post),
                update == null ? badges.postmortem() : badges.of(update.status()),
                update == null ? null : update.scope(),
                clock.moment(post.postedAt()),
                post.editedAt() == null ? null : clock.moment(post.editedAt()),
                signedBy(post),
                html,
                html == null ? prose.excerpt(post.body(), EXCERPT) : "",
                signature,
                original == null ? List.of() : incidents.history(original, level),
                incidents.href(post.incident()),
                post.incident().title(),
                update == null ? null : incidents.window(post.incident()),
                latest);
    }

    private Post told(Post post) {
        return post.in(site.words().tag());
    }

    String headline(Post post) {
        Update update = post.update();
        return update == null ? post.headline() : headline(post.incident(), update);
    }

    private String headline(Incident incident, Update update) {
        return AnnouncementContent.headline(incident, update, site.words().language());
    }

    List<Sibling> siblings(Post post) {
        List<Post> all = Post.of(site.told(post.incident()));
        return all.size() < 2
                ? List.of()
                : all.stream()
                        .map(other -> new Sibling(
                                incidents.postHref(other.slug()),
                                headline(other),
                                clock.moment(other.postedAt()),
                                other.id().equals(post.id())))
                        .toList();
    }

    String signedBy(Post post) {
        return signedBy(post.author(), site.signOff());
    }

    static String signedBy(@Nullable String author, String signOff) {
        return author == null || author.isBlank() ? signOff : author;
    }

    private @Nullable String signature(Post post) {
        return signature(post.body(), signedBy(post));
    }

    /** Null if the author has already signed the text. */
    static @Nullable String signature(String text, String by) {
        String body = text.strip();
        String end =
                body.substring(Math.max(0, body.length() - by.length() - 4)).toLowerCase(Locale.ROOT);
        return end.contains(by.toLowerCase(Locale.ROOT)) ? null : by;
    }

    private @Nullable Latest latest(Post post) {
        Incident incident = post.incident();
        if (post.update() == null || incident.updates().isEmpty()) {
            return null;
        }
        Update newest = incident.updates().getLast();
        if (newest.id().equals(post.id())) {
            return null;
        }
        return new Latest(
                newest.hasPost() ? incidents.postHref(newest.slug()) : incidents.href(incident),
                headline(incident, newest),
                badges.of(newest.status()),
                clock.moment(newest.postedAt()));
    }
}
