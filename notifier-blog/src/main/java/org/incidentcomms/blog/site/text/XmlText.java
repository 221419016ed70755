package org.incidentcomms.blog.site.text;

/** Text that is valid in XML 1.0. */
public final class XmlText {
    private XmlText() {}

    /** Removes the characters that no XML document may contain, even escaped: most controls and lone surrogates. */
    public static String clean(String text) {
        int index = 0;
        while (index < text.length() && isAllowed(text.codePointAt(index))) {
            index += Character.charCount(text.codePointAt(index));
        }
        if (index == text.length()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, index);
        text.substring(index).codePoints().filter(XmlText::isAllowed).forEach(clean::appendCodePoint);
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
