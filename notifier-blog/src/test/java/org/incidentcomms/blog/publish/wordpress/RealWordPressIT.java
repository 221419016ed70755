package org.incidentcomms.blog.publish.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.incidentcomms.blog.publish.ChangeStorm;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.kit.http.ChannelHttpClient;
import org.incidentcomms.kit.http.HttpClientSettings;
import org.incidentcomms.kit.http.OutboundRequest;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * WordPress itself. {@code -Dmirror.changes=200} makes that many changes instead of a few.
 */
@Tag("contract")
class RealWordPressIT {
    private static final Logger LOG = Logger.getLogger(RealWordPressIT.class);
    private static final int CHANGES = Integer.getInteger("mirror.changes", 40);
    private static final double DROPPED = 0.05;
    private static final long SEED = 15;

    @SuppressWarnings("NullAway.Init") // started before the first test
    private static RealWordPress wordPress;

    @BeforeAll
    static void start() throws Exception {
        wordPress = RealWordPress.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (wordPress != null) {
            wordPress.close();
        }
    }

    @Test
    void after_many_changes_under_faults_each_update_has_one_post_with_its_newest_text() throws Exception {
        long started = System.nanoTime();
        int changes = 0;
        int restarts = 0;
        try (DroppingProxy proxy = new DroppingProxy(wordPress.port(), DROPPED, SEED);
                ChangeStorm storm = new ChangeStorm(channel(proxy.url()), channel(proxy.url()), SEED)) {
            for (int batch = 1; changes < CHANGES; batch++) {
                boolean restarting = batch % 3 == 2;
                changes += storm.batch(CHANGES - changes, restarting ? wordPress::restart : () -> {});
                restarts += restarting ? 1 : 0;
            }
            LOG.infof(
                    "wordpress version=%s changes=%d calls=%d dropped=%d restarts=%d seconds=%d",
                    wordPress.version(),
                    changes,
                    proxy.calls(),
                    proxy.drops(),
                    restarts,
                    Duration.ofNanos(System.nanoTime() - started).toSeconds());

            assertThat(storm.failed()).isZero();
            List<ExistingPost> all = posts("");
            for (Incident incident : storm.shown()) {
                List<ExistingPost> posts =
                        all.stream().filter(post -> post.isOf(incident.id())).toList();
                assertThat(posts).extracting(ExistingPost::slug).containsExactlyInAnyOrderElementsOf(slugs(incident));
                for (Update update : incident.updates()) {
                    assertThat(posts("&search=" + update.message().replace("!", "%21")))
                            .extracting(ExistingPost::slug)
                            .as("the newest text, in its post only")
                            .containsExactly(update.slug());
                }
            }
            assertThat(storm.withdrawn())
                    .allSatisfy(incident -> assertThat(all)
                            .as("no post is left of what was withdrawn")
                            .noneMatch(post -> post.isOf(incident.id())));
            assertThat(all).extracting(ExistingPost::slug).noneMatch(slug -> slug.matches(".*-[2-9]"));
        }
    }

    @Test
    void the_text_is_shown_as_it_is_and_nothing_of_it_is_run() throws Exception {
        String text = "Line one\nline two [gallery] <script>alert(1)</script>\n\n- a \"b\" 'c' -- d & e";
        Scenario story = Scenario.incident("A <b>title</b> & more", Impact.MINOR);

        DeliveryResult result = channel(wordPress.url(), wordPress.password(), Map.of("wordpress.tags", "R&D"))
                .deliver(new Delivery<>(story.opens(text), Recipient.Single.ONLY, 1));

        String url = ((Delivered) result).url();
        String page = new ChannelHttpClient(HttpClientSettings.of("test"))
                .send(OutboundRequest.get(URI.create(url)))
                .body();
        assertThat(page)
                .contains("A &lt;b&gt;title&lt;/b&gt; &amp; more", "&lt;script&gt;alert(1)&lt;/script&gt;", "gallery]")
                .doesNotContain("<script>alert(1)");
    }

    @Test
    void a_wrong_password_parks_the_channel_and_says_so() {
        DeliveryResult result = channel(wordPress.url(), "wrong", Map.of())
                .deliver(new Delivery<>(
                        Scenario.incident("Slow", Impact.MINOR).opens("Slow."), Recipient.Single.ONLY, 1));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Park.class,
                        parked -> assertThat(parked.detail()).contains("WORDPRESS_APPLICATION_PASSWORD is"));
    }

    private static WordPressChannel channel(String url, String password, Map<String, String> more) {
        return WordPressFixture.channel(url, wordPress.user(), password, more);
    }

    private static WordPressChannel channel(String url) {
        return channel(url, wordPress.password(), Map.of());
    }

    private static List<String> slugs(Incident incident) {
        List<String> slugs =
                new ArrayList<>(incident.updates().stream().map(Update::slug).toList());
        Postmortem analysis = incident.postmortem();
        if (analysis != null) {
            slugs.add(analysis.slug());
        }
        return slugs;
    }

    /** All posts with our marker, asked of WordPress itself and not through the proxy. */
    private static List<ExistingPost> posts(String filter) throws Exception {
        WordPressApi api = new WordPressApi(
                new ChannelHttpClient(HttpClientSettings.of("test").reading(64 << 20)),
                WordPressAccount.of(WordPressFixture.config(Map.of(
                                "wordpress.url",
                                wordPress.url(),
                                "wordpress.username",
                                wordPress.user(),
                                "wordpress.application-password",
                                wordPress.password())))
                        .orElseThrow(),
                Clock.systemUTC());
        List<ExistingPost> posts = new ArrayList<>();
        for (int page = 1; ; page++) {
            var some = api.get(
                    URI.create(wordPress.url() + "/wp-json/wp/v2/posts?status=publish,future,draft,pending,private"
                            + "&context=edit&per_page=100&page=" + page + filter));
            some.forEach(post -> posts.add(ExistingPost.of(post)));
            if (some.size() < 100) {
                return posts;
            }
        }
    }
}
