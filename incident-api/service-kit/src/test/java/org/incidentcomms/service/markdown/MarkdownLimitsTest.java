package org.incidentcomms.service.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts made to cost time, stack or space; each is about as long as the longest post-mortem. */
class MarkdownLimitsTest {
    private static final int LONGEST = 100_000;
    /** Far above what they take (under a second on a slow machine), far below what an unbounded parser would. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long SMALL_STACK = 256 * 1024L;

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void noTextTakesLongOrExhaustsTheStack(String name, String markdown) throws InterruptedException {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        long[] written = {-1, -1};
        Thread renderer = new Thread(
                null,
                () -> {
                    written[0] = Markdown.toHtmlBelow(1, markdown).length();
                    written[1] = Markdown.toText(markdown).length();
                },
                name,
                SMALL_STACK);
        renderer.setDaemon(true);
        renderer.setUncaughtExceptionHandler((thread, failure) -> thrown.set(failure));
        renderer.start();
        renderer.join(PATIENCE);

        assertThat(renderer.isAlive()).as("still rendering").isFalse();
        assertThat(thrown.get()).isNull();
        assertThat(written[0]).isBetween(0L, 20L * LONGEST);
        assertThat(written[1]).isBetween(0L, 3L * LONGEST);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                text("words", "word ".repeat(20_000)),
                text("quotes in quotes", ">".repeat(10_000) + " x"),
                text("only quote marks", ">".repeat(LONGEST)),
                text("quotes in lists", "> - ".repeat(25_000) + "x"),
                text("lists in lists", "- ".repeat(10_000) + "x"),
                text("numbered lists in lists", "1. ".repeat(10_000) + "x"),
                text("quoted lines", "> > > > > > > x\n".repeat(6_000)),
                text("opening brackets", "[".repeat(10_000)),
                text("opening images", "![".repeat(50_000)),
                text("links in links", "[".repeat(10_000) + "a" + "](/u)".repeat(10_000)),
                text("images in images", "![".repeat(12_000) + "a" + "](https://e.x)".repeat(6_000)),
                text("links never closed", "[a](".repeat(25_000)),
                text("references", "[x]: /u\n".repeat(12_000) + "[x]"),
                // Half as long: the parser's own bound on nesting costs the square of the marks in one paragraph.
                text("emphasis in emphasis", "*a _b ".repeat(4_000) + "b_ a*".repeat(4_000)),
                text("strong in emphasis", "*a **b ".repeat(3_500) + "c** d*".repeat(3_500)),
                text("stars", "*".repeat(50_000) + "a" + "*".repeat(50_000)),
                text("emphasis never closed", "*a ".repeat(33_000)),
                text("underscores", "_a".repeat(50_000)),
                text("backticks", "`".repeat(LONGEST)),
                text(
                        "backticks of all lengths",
                        IntStream.range(1, 440).mapToObj("`"::repeat).reduce("", (all, ticks) -> all + "a" + ticks)),
                text("tags never closed", "<a ".repeat(33_000)),
                text("comments never closed", "<!--".repeat(25_000)),
                text("less-than signs", "<".repeat(LONGEST)),
                text("ampersands", "&".repeat(LONGEST)),
                text("backslashes", "\\".repeat(LONGEST)),
                text("addresses", "https://a.b/ ".repeat(7_700)),
                text("one long address", "https://a.b/" + "(".repeat(90_000)),
                text("mail addresses", "a@b.c ".repeat(16_000)),
                text("items", "- a\n".repeat(25_000)),
                text("headings", "a\n===\n".repeat(16_000)),
                text("empty lines", "\r\n".repeat(50_000)),
                text("tabs", "\t".repeat(LONGEST)));
    }

    private static Arguments text(String name, String markdown) {
        return Arguments.of(name, markdown);
    }
}
