package org.incidentcomms.blog.site.text;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.incidentcomms.service.markdown.Markdown;

/**
 * Renders operators' Markdown as HTML and as excerpts. The newest texts appear on many pages and in every feed, all of
 * which are rewritten with each event, so the last few hundred results are cached. Thread-safe.
 */
public final class MarkdownRenderer {
    private static final Pattern HEADLINE = Pattern.compile("(?m)^ {0,3}#{1,6}\\s.*$");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int KEPT = 1_024;
    private static final int LONGEST_KEPT = 20_000;

    private record Key(String markdown, String form) {}

    private final Cache<Key, String> made =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    /**
     * Sanitised HTML whose headings begin one below {@code level} without skipping a level, whatever the author used,
     * so that the page keeps one outline.
     *
     * @param level of the heading above the text
     */
    public String below(int level, String markdown) {
        return kept(markdown, "below " + level, () -> Markdown.toHtmlBelow(level, markdown));
    }

    /** The beginning of the text on one line, without headings, cut at a word with an ellipsis. */
    public String excerpt(String markdown, int longest) {
        return kept(markdown, "excerpt " + longest, () -> shortened(markdown, longest));
    }

    private String kept(String markdown, String form, Supplier<String> making) {
        if (markdown.length() > LONGEST_KEPT) {
            return making.get();
        }
        return Objects.requireNonNull(made.get(new Key(markdown, form), key -> making.get()));
    }

    private static String shortened(String markdown, int longest) {
        String source = markdown.length() > longest * 8 ? cut(markdown, longest * 8) : markdown;
        String text = Markdown.toText(HEADLINE.matcher(source).replaceAll(""));
        String line = SPACE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= longest) {
            return line;
        }
        String cut = cut(line, longest);
        int word = cut.lastIndexOf(' ');
        return (word > longest / 2 ? cut.substring(0, word) : cut).strip() + "…";
    }

    private static String cut(String text, int longest) {
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
