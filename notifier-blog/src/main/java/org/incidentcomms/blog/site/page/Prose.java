package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.incidentcomms.kit.wording.Markdown;

/**
 * Operators' Markdown as HTML that fits below a heading of the page, and as an excerpt. The newest texts stand on many
 * pages, so the last few hundred are kept. Thread-safe.
 */
public final class Prose {
    private static final Pattern HEADING = Pattern.compile("<(/?)h([1-6])>");
    private static final Pattern HEADLINE = Pattern.compile("(?m)^ {0,3}#{1,6}\\s.*$");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int KEPT = 512;
    private static final int LONGEST_KEPT = 20_000;

    private record Key(String markdown, int below) {}

    private final Map<Key, String> rendered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * Sanitised HTML whose headings begin one below {@code level}, so that a page's outline has no second h1.
     *
     * @param level of the heading the text stands under
     */
    public RawString below(int level, String markdown) {
        if (markdown.length() > LONGEST_KEPT) {
            return new RawString(render(level, markdown));
        }
        synchronized (rendered) {
            return new RawString(
                    rendered.computeIfAbsent(new Key(markdown, level), key -> render(key.below(), key.markdown())));
        }
    }

    private static String render(int level, String markdown) {
        return HEADING.matcher(Markdown.toHtml(markdown)).replaceAll(found -> shifted(found, level));
    }

    private static String shifted(MatchResult heading, int level) {
        int shifted = Math.min(6, Integer.parseInt(heading.group(2)) + level);
        return "<" + heading.group(1) + "h" + shifted + ">";
    }

    /** The beginning of the text on one line, without headings, cut at a word with an ellipsis. */
    public static String excerpt(String markdown, int longest) {
        String source = markdown.length() > longest * 8 ? cut(markdown, longest * 8) : markdown;
        String line = SPACE.matcher(Markdown.toText(HEADLINE.matcher(source).replaceAll(""))).replaceAll(" ").strip();
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
