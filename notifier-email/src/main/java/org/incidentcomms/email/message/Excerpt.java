package org.incidentcomms.email.message;

/** Shortens text at word or paragraph boundaries. */
final class Excerpt {
    private Excerpt() {}

    /** At most {@code longest} characters on one line, cut between words. */
    static String line(String text, int longest) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int space = line.lastIndexOf(' ', longest - 1);
        int end = space > longest / 2 ? space : safeEnd(line, longest - 1);
        return line.substring(0, end).replaceAll("[\\s,;:–-]+$", "") + " …";
    }

    /** At most {@code longest} characters of Markdown, cut between paragraphs if that keeps at least half of it. */
    static String paragraphs(String markdown, int longest) {
        String text = markdown.replace("\r\n", "\n").strip();
        if (text.length() <= longest) {
            return text;
        }
        int gap = text.lastIndexOf("\n\n", longest);
        int space = text.lastIndexOf(' ', longest);
        int end = gap > longest / 2 ? gap : space > longest / 2 ? space : safeEnd(text, longest);
        return text.substring(0, end).strip() + " …";
    }

    private static int safeEnd(String text, int end) {
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
