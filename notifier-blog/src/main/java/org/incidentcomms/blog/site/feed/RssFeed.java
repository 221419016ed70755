package org.incidentcomms.blog.site.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.incidentcomms.kit.wording.Company;

/** The posts as RSS 2.0, for readers that support nothing newer. */
final class RssFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();
    private static final DateTimeFormatter RFC_822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final Company company;

    RssFeed(Company company) {
        this.company = company;
    }

    /** See {@link AtomFeed#of}. */
    byte[] of(List<FeedEntry> newestFirst, Instant whenEmpty) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("rss");
            xml.writeAttribute("version", "2.0");
            xml.writeNamespace("atom", ATOM);
            xml.writeNamespace("dc", DUBLIN_CORE);
            xml.writeStartElement("channel");
            text(xml, "title", company.name() + " – incidents and maintenance");
            text(xml, "link", company.statusPage() + "/blog");
            text(xml, "description", "Every update on incidents and maintenance at " + company.name() + ".");
            text(xml, "language", "en");
            Instant changed = newestFirst.stream()
                    .map(FeedEntry::updated)
                    .max(Comparator.naturalOrder())
                    .orElse(whenEmpty);
            text(xml, "lastBuildDate", RFC_822.format(changed));
            xml.writeEmptyElement("atom", "link", ATOM);
            xml.writeAttribute("rel", "self");
            xml.writeAttribute("type", "application/rss+xml");
            xml.writeAttribute("href", company.statusPage() + "/feed.rss");
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
        xml.writeCharacters(FeedText.clean(entry.author()));
        xml.writeEndElement();
        text(xml, "description", entry.html());
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(FeedText.clean(text));
        xml.writeEndElement();
    }
}
