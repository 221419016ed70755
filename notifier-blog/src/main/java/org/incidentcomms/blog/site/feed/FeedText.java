package org.incidentcomms.blog.site.feed;

/** Text as XML 1.0 may carry it. */
final class FeedText {
    private FeedText() {}

    /** Without the characters no XML document may hold, in whatever form: most controls and lone surrogates. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(FeedText::isAllowed).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isAllowed(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
