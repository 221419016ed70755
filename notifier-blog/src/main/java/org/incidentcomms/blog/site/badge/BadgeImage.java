package org.incidentcomms.blog.site.badge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.incidentcomms.blog.site.text.XmlText;

/**
 * Draws a badge: a label, and a status in words on the status's colour. Widths are estimates to which the text is
 * fitted ({@code textLength}), as no one knows the reader's fonts. Only presentation attributes, which every content
 * security policy allows.
 */
final class BadgeImage {
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int LONGEST = 60;
    private static final int HEIGHT = 20;
    private static final int SIZE = 11;
    private static final int PADDING = 7;
    private static final String LABEL_COLOUR = "#38424f";
    private static final String NARROW = "fijlrtI.,:;'|!()[] ";
    private static final String WIDE = "mwMWQOGCDHNU@%";

    /** Colours of the style sheet; white on each has a contrast of at least 4.5 to 1. */
    private static final Map<String, String> COLOURS = Map.of(
            "good", "#14703f",
            "calm", "#4b5768",
            "note", "#1d5bb0",
            "warn", "#845a00",
            "bad", "#a3470a",
            "down", "#b0202b");

    private BadgeImage() {}

    /** @param tone the style sheet's name of the colour */
    static byte[] of(String label, String words, String tone) {
        String left = shortened(XmlText.clean(label));
        int leftWidth = width(left) + 2 * PADDING;
        int rightWidth = width(words) + 2 * PADDING;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace(SVG);
            attributes(xml, "width", leftWidth + rightWidth, "height", HEIGHT, "role", "img");
            attributes(xml, "aria-label", left + ": " + words);
            xml.writeStartElement("title");
            xml.writeCharacters(left + ": " + words);
            xml.writeEndElement();
            xml.writeEmptyElement("rect");
            attributes(xml, "width", leftWidth + 4, "height", HEIGHT, "rx", 3, "fill", LABEL_COLOUR);
            xml.writeEmptyElement("path");
            String edge = "h%d a3 3 0 0 1 3 3 v14 a3 3 0 0 1 -3 3 h-%d z".formatted(rightWidth - 3, rightWidth - 3);
            attributes(xml, "d", "M" + leftWidth + " 0 " + edge, "fill", COLOURS.getOrDefault(tone, LABEL_COLOUR));
            xml.writeStartElement("g");
            attributes(xml, "fill", "#fff", "font-family", "Verdana,DejaVu Sans,sans-serif", "font-size", SIZE);
            text(xml, PADDING, left);
            text(xml, leftWidth + PADDING, words);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("badge could not be drawn", e);
        }
        return bytes.toByteArray();
    }

    private static void text(XMLStreamWriter xml, int x, String text) throws XMLStreamException {
        xml.writeStartElement("text");
        attributes(xml, "x", x, "y", 14, "textLength", width(text), "lengthAdjust", "spacingAndGlyphs");
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void attributes(XMLStreamWriter xml, Object... namesAndValues) throws XMLStreamException {
        for (int index = 0; index < namesAndValues.length; index += 2) {
            xml.writeAttribute(String.valueOf(namesAndValues[index]), String.valueOf(namesAndValues[index + 1]));
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** In pixels, at least 1. */
    private static int width(String text) {
        double ems = text.codePoints().mapToDouble(BadgeImage::em).sum();
        return Math.max(1, (int) Math.ceil(ems * SIZE));
    }

    private static double em(int character) {
        if (character >= 0x2E80) {
            return 1.0;
        }
        return NARROW.indexOf(character) >= 0 ? 0.4 : WIDE.indexOf(character) >= 0 ? 0.85 : 0.62;
    }
}
