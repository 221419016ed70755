package org.incidentcomms.blog.site.feed;

/** Text that is valid in XML 1.0. */
final class FeedText {
    private FeedText() {}

    /** Removes the characters that no XML document may contain, even escaped: most controls and lone surrogates. */
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
