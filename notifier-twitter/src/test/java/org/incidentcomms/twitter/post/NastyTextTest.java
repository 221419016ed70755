package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextParser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.twitter.post.PostComposer.ThreadPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For any text, the post is within X's limit, contains no accidental entities, and has exactly the page's link. */
class NastyTextTest {
    private static final List<String> PIECES = List.of(
            "👨‍👩‍👧‍👦",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "👍🏽",
            "🇺🇸",
            "1️⃣",
            "⚠",
            "日本語の障害",
            "서비스 장애",
            "خدمة غير متاحة ",
            "שירות ",
            "ประกาศ",
            "é",
            "Z̷̢̛a̸̡l̷g̶o",
            "clicktime.com",
            "api.clicktime.com/v2?x=1",
            "status.io ",
            "db.rs,",
            "a.company.",
            "a.",
            "Node.js ",
            "https://www.clicktime.com/help/a/very/long/path?with=query&and=more#fragment ",
            "http://127.0.0.1:8080/x ",
            "[here](https://evil.example/a)",
            "@everyone ",
            ".@carol",
            "＠bob ",
            "@list/name ",
            "#help ",
            "＃障害",
            "#é ",
            "$TSLA ",
            "x@y.com ",
            "https://x.com/@dave",
            "\u202Egnorts\u202C",
            "\u2066abc\u2069",
            "\u200F",
            "\uD83D",
            "\uDE00 ",
            "\uFFFE",
            "\uFEFF",
            "\u0000\u0007\u001B[31m",
            "\r\n\r\n\r\n",
            "\u2028",
            "\t\t",
            "<script>alert(1)</script>",
            "&amp;&lt;",
            "**bold** _it_ `code`",
            "- a\n- b\n",
            "# Heading\n\n",
            "word ",
            "Sentence one. ",
            "e.g. Feb. 2 ",
            "Donaudampfschifffahrtsgesellschaft",
            "a".repeat(400),
            "…",
            "“quoted” — ");

    static Stream<String> texts() {
        Random random = new Random(20230805);
        List<String> texts = new ArrayList<>(PIECES);
        PIECES.forEach(piece -> texts.add(piece.repeat(2_000 / piece.length() + 1)));
        IntStream.range(0, 30).forEach(i -> {
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(60);
            for (int n = 0; n < pieces; n++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
                if (random.nextBoolean()) {
                    text.append(' ');
                }
            }
            texts.add(text.toString());
        });
        return texts.stream();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void is_posted_within_the_limit_and_harmless(String nasty) {
        PublishedEvent message =
                Story.incident("i1", "Slow log-in").says(IncidentOpened::new, Status.INVESTIGATING, nasty);
        PublishedEvent title = Story.maintenance("m1", nasty).says(MaintenanceScheduled::new, Status.SCHEDULED, nasty);

        check(composer().compose(message, new ThreadPosition(true, false, 2)).text());
        check(composer().compose(title, new ThreadPosition(true, false, 0)).text());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void is_within_the_limit_in_the_operators_own_words(String nasty) {
        PublishedEvent own =
                Story.incident("i1", "Slow log-in").own(nasty).says(IncidentOpened::new, Status.INVESTIGATING, "x");

        checkForm(composer().compose(own, new ThreadPosition(true, false, 0)).text());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void is_counted_as_x_counts_it(String nasty) {
        String text = PostSanitizer.clean(PostSanitizer.head(nasty, 200));

        assertThat(WeightedLength.of(text)).isEqualTo(TwitterTextParser.parseTweet(text).weightedLength);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"We know why it is slow and work on it. ", "e\u0301", "See Node.js, a.company, x@y.com! ", "障害"})
    void the_longest_message_takes_no_longer_than_a_post_needs(String piece) {
        PublishedEvent longest = Story.incident("i1", "Slow log-in")
                .says(IncidentOpened::new, Status.INVESTIGATING, piece.repeat(25_000 / piece.length()));
        composer().compose(longest, new ThreadPosition(true, false, 0));

        // Measures the thread's own CPU time, which other processes do not affect.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 10; i++) {
            composer().compose(longest, new ThreadPosition(true, false, 0));
        }

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_cut_never_splits_what_readers_see_as_one_character() {
        String family = "👨‍👩‍👧‍👦";
        String cut = WeightedLength.cut(family.repeat(300), 21);

        assertThat(cut).isEqualTo(family.repeat(9) + "…");
    }

    @Test
    void a_cut_ends_after_a_sentence_rather_than_after_an_abbreviation() {
        assertThat(WeightedLength.cut("We saw it on Feb. 2 and 3. Then it was gone for good, we thought at last.", 40))
                .isEqualTo("We saw it on Feb. 2 and 3. …");
    }

    @Test
    void a_cut_ends_after_a_word_where_no_sentence_ends_in_time() {
        assertThat(WeightedLength.cut("This sentence, however, goes on and on and never seems to come to its end", 25))
                .isEqualTo("This sentence, however…");
    }

    private static void check(String text) {
        checkForm(text);
        List<Extractor.Entity> entities = PostSanitizer.entities(text);
        assertThat(entities).as(text).hasSize(1);
        assertThat(text).endsWith(entities.getFirst().getValue());
        assertThat(entities.getFirst().getValue()).isEqualTo("https://status.clicktime.com/incidents/slow-log-in");
    }

    private static void checkForm(String text) {
        var parsed = TwitterTextParser.parseTweet(text);
        assertThat(parsed.weightedLength).as(text).isLessThanOrEqualTo(280);
        assertThat(WeightedLength.of(text)).as(text).isEqualTo(parsed.weightedLength);
        assertThat(parsed.isValid).as(text).isTrue();
        assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).as(text).isTrue();
        assertThat(text.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                .as(text)
                .isEmpty();
        assertThat(text).doesNotContainPattern("[\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F\\u061C\\u0000-\\u0009]");
        assertThat(text).endsWith("https://status.clicktime.com/incidents/slow-log-in");
    }

    private static PostComposer composer() {
        return new PostComposer(Story.LINKS, LinkPolicy.FIRST_AND_LAST, 280);
    }
}
