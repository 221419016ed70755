package org.incidentcomms.blog.site.text;

/** Text that is valid in XML 1.0 and in HTML. */
public final class XmlText {
    private XmlText() {}

    /**
     * Removes the characters that no document may contain, even escaped: most controls, lone surrogates (XML 1.0, 2.2) and
     * noncharacters (HTML, 13.2.3.5).
     */
    public static String clean(String text) {
        int character;
        for (int index = 0; index < text.length(); index += Character.charCount(character)) {
            character = text.codePointAt(index);
            if (!isAllowed(character)) {
                return without(text);
            }
        }
        return text;
    }

    private static String without(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(XmlText::isAllowed).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isAllowed(int character) {
        if (character < ' ') {
            return character == '\t' || character == '\n' || character == '\r';
        }
        boolean isControl = character >= 0x7F && character <= 0x9F;
        boolean isLoneSurrogate = character >= 0xD800 && character <= 0xDFFF;
        boolean isNoncharacter = character >= 0xFDD0 && character <= 0xFDEF || (character & 0xFFFE) == 0xFFFE;
        return !isControl && !isLoneSurrogate && !isNoncharacter;
    }
}
