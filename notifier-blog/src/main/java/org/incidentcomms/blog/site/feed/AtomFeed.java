package org.incidentcomms.blog.site.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.incidentcomms.blog.site.text.XmlText;

/** Atom 1.0 (RFC 4287). */
final class AtomFeed implements FeedFormat {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

    @Override
    public String extension() {
        return "atom";
    }

    @Override
    public byte[] of(FeedInfo feed, List<FeedEntry> newestFirst, Instant whenEmpty) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(ATOM);
            xml.writeAttribute("xml:lang", feed.language());
            text(xml, "id", feed.id());
            text(xml, "title", feed.title());
            text(xml, "updated", time(FeedFormat.changedAt(newestFirst, whenEmpty)));
            link(xml, "self", "application/atom+xml", feed.self(this));
            link(xml, "alternate", "text/html", feed.home());
            if (feed.hub() != null) {
                xml.writeEmptyElement("link");
                xml.writeAttribute("rel", "hub");
                xml.writeAttribute("href", feed.hub().toString());
            }
            author(xml, feed.author());
            for (FeedEntry entry : newestFirst) {
                entry(xml, entry);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("feed could not be rendered", e);
        }
        return bytes.toByteArray();
    }

    private static void entry(XMLStreamWriter xml, FeedEntry entry) throws XMLStreamException {
        xml.writeStartElement("entry");
        text(xml, "id", entry.id());
        text(xml, "title", entry.title());
        text(xml, "published", time(entry.published()));
        text(xml, "updated", time(entry.updated()));
        link(xml, "alternate", "text/html", entry.url());
        author(xml, entry.author());
        xml.writeEmptyElement("category");
        xml.writeAttribute("term", entry.category());
        xml.writeStartElement("content");
        xml.writeAttribute("type", "html");
        xml.writeCharacters(XmlText.clean(entry.html()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void author(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeStartElement("author");
        text(xml, "name", name);
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String rel, String type, String href) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", rel);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", href);
    }

    private static void text(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(XmlText.clean(text));
        xml.writeEndElement();
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
