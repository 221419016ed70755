package org.incidentcomms.blog.publish.wordpress;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.incidentcomms.blog.publish.text.MirrorPosts;
import org.incidentcomms.blog.publish.wordpress.WordPressConfig.PostPer;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.http.ChannelHttpClient;
import org.incidentcomms.kit.http.HttpClientSettings;
import org.incidentcomms.kit.wording.Company;
import org.jspecify.annotations.Nullable;

/** WordPress as a channel: one post per update or one per incident, by setting. */
public final class WordPressChannel implements MirrorChannel {
    private static final String DESTINATION = "wordpress";
    private static final int LONGEST_ANSWER = 16 << 20;

    private final WordPressPosts posts;
    private final MirrorPosts texts;
    private final PostPer postPer;
    private final List<String> categories;
    private final List<String> tags;

    private WordPressChannel(WordPressConfig config, WordPressPosts posts, MirrorPosts texts) {
        this.posts = posts;
        this.texts = texts;
        this.postPer = config.postPer();
        this.categories = names(config.categories());
        this.tags = names(config.tags());
    }

    /**
     * The channel, or empty if no address is set.
     *
     * @param proxy setting {@code OUTBOUND_PROXY}
     * @throws IllegalStateException if a setting is missing or invalid; the message names it
     */
    public static Optional<WordPressChannel> of(
            WordPressConfig config, Company company, Clock clock, Optional<String> proxy) {
        HttpClientSettings http = HttpClientSettings.of("incidentcomms-notifier-blog")
                .within(config.timeout(), config.timeout())
                .reading(LONGEST_ANSWER)
                .through(proxy);
        return WordPressAccount.of(config)
                .map(account -> new WordPressChannel(
                        config,
                        new WordPressPosts(new WordPressApi(new ChannelHttpClient(http), account, clock)),
                        new MirrorPosts(company)));
    }

    @Override
    public String destination() {
        return DESTINATION;
    }

    @Override
    public String notifyName() {
        return "blog";
    }

    @Override
    public Preview preview(PublishedEvent event) {
        List<WordPressPost> all = posts(event);
        String key = announced(event);
        WordPressPost shown = all.stream()
                .filter(post -> post.key().equals(key))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getLast());
        Map<String, String> parts = shown == null
                ? Map.of()
                : Map.of(
                        "title", shown.title(), "html", shown.html(), "excerpt", shown.excerpt(), "slug", shown.slug());
        return new Preview(DESTINATION, 1, parts, List.of(), null);
    }

    @Override
    public void compose(Delivery<Recipient.Single> delivery) {
        List<WordPressPost> unused = posts(delivery.event());
    }

    @Override
    public DeliveryResult deliver(Delivery<Recipient.Single> delivery) {
        PublishedEvent event = delivery.event();
        return posts.publish(event.subject(), event.data().aggregateVersion(), posts(event), announced(event));
    }

    private List<WordPressPost> posts(PublishedEvent event) {
        return copyOf(event)
                .map(incident -> switch (postPer) {
                    case UPDATE -> texts.perUpdate(incident);
                    case INCIDENT -> List.of(texts.perIncident(incident));
                })
                .orElse(List.of())
                .stream()
                .map(post -> WordPressPost.of(post, categories, joined(tags, post.components())))
                .toList();
    }

    /** The key of the post that shows what the event announces, or null for no particular one. */
    private @Nullable String announced(PublishedEvent event) {
        return switch (postPer) {
            case UPDATE -> event.data() instanceof Announcement said ? said.updateId() : null;
            case INCIDENT -> {
                Incident incident = ((IncidentEvent) event.data()).incident();
                yield incident.id();
            }
        };
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    private static List<String> names(Optional<List<String>> setting) {
        return setting.orElse(List.of()).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
