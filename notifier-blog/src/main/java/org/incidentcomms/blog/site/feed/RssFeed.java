package org.incidentcomms.blog.site.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.incidentcomms.blog.site.text.XmlText;

/** RSS 2.0, for readers that support nothing newer. */
final class RssFeed implements FeedFormat {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();
    private static final DateTimeFormatter RFC_822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    @Override
    public String extension() {
        return "rss";
    }

    @Override
    public byte[] of(FeedInfo feed, List<FeedEntry> newestFirst, Instant whenEmpty) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("rss");
            xml.writeAttribute("version", "2.0");
            xml.writeNamespace("atom", ATOM);
            xml.writeNamespace("dc", DUBLIN_CORE);
            xml.writeStartElement("channel");
            text(xml, "title", feed.title());
            text(xml, "link", feed.home());
            text(xml, "description", feed.description());
            text(xml, "language", feed.language());
            text(xml, "lastBuildDate", RFC_822.format(FeedFormat.changedAt(newestFirst, whenEmpty)));
            xml.writeEmptyElement("atom", "link", ATOM);
            xml.writeAttribute("rel", "self");
            xml.writeAttribute("type", "application/rss+xml");
            xml.writeAttribute("href", feed.self(this));
            if (feed.hub() != null) {
                xml.writeEmptyElement("atom", "link", ATOM);
                xml.writeAttribute("rel", "hub");
                xml.writeAttribute("href", feed.hub().toString());
            }
            for (FeedEntry entry : newestFirst) {
                item(xml, entry);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("feed could not be rendered", e);
        }
        return bytes.toByteArray();
    }

    private static void item(XMLStreamWriter xml, FeedEntry entry) throws XMLStreamException {
        xml.writeStartElement("item");
        text(xml, "title", entry.title());
        text(xml, "link", entry.url());
        xml.writeStartElement("guid");
        xml.writeAttribute("isPermaLink", "false");
        xml.writeCharacters(entry.id());
        xml.writeEndElement();
        text(xml, "pubDate", RFC_822.format(entry.published()));
        text(xml, "category", entry.category());
        xml.writeStartElement("dc", "creator", DUBLIN_CORE);
        xml.writeCharacters(XmlText.clean(entry.author()));
        xml.writeEndElement();
        text(xml, "description", entry.html());
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(XmlText.clean(text));
        xml.writeEndElement();
    }
}
