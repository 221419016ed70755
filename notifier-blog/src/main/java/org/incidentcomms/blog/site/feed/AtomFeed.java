package org.incidentcomms.blog.site.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.incidentcomms.kit.wording.Company;

/** The posts as Atom 1.0 (RFC 4287). */
public final class AtomFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

    private final Company company;

    public AtomFeed(Company company) {
        this.company = company;
    }

    /**
     * Renders the document in UTF-8.
     *
     * @param newestFirst the entries
     * @param whenEmpty the feed's required {@code updated} time while it has no entry
     */
    public byte[] of(List<FeedEntry> newestFirst, Instant whenEmpty) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(ATOM);
            xml.writeAttribute("xml:lang", "en");
            text(xml, "id", FeedEntry.tag(company, "blog"));
            text(xml, "title", company.name() + " – incidents and maintenance");
            text(
                    xml,
                    "updated",
                    time(newestFirst.stream()
                            .map(FeedEntry::updated)
                            .max(Comparator.naturalOrder())
                            .orElse(whenEmpty)));
            link(xml, "self", "application/atom+xml", company.statusPage() + "/feed.atom");
            link(xml, "alternate", "text/html", company.statusPage() + "/blog");
            author(xml, company.signOff());
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
        xml.writeCharacters(FeedText.clean(entry.html()));
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
        xml.writeCharacters(FeedText.clean(text));
        xml.writeEndElement();
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
