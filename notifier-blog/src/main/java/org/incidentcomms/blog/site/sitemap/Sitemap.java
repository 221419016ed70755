package org.incidentcomms.blog.site.sitemap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.events.Incident;
import org.incidentcomms.kit.wording.Company;
import org.jspecify.annotations.Nullable;

/**
 * {@code sitemap.xml}, an index of sitemaps (sitemaps.org), and {@code robots.txt}, which names it. Each sitemap lists
 * {@value #INCIDENTS} incidents with their posts, oldest first, so that an event rewrites one of them.
 */
public final class Sitemap {
    private static final int INCIDENTS = 50;
    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static final List<String> FIXED = List.of("/", "/blog", "/history", "/maintenance");
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

    private final String site;

    public Sitemap(Company company) {
        this.site = company.statusPage().toString();
    }

    public List<DerivedFile> of(SiteModel model) {
        List<Incident> incidents = model.incidents();
        int parts = Math.ceilDiv(incidents.size(), INCIDENTS);
        List<DerivedFile> files = new ArrayList<>();
        files.add(new DerivedFile(new SitePath("robots.txt"), site, this::robots));
        files.add(new DerivedFile(new SitePath("sitemap.xml"), parts, () -> index(parts)));
        files.add(new DerivedFile(
                new SitePath("sitemap/pages.xml"), FIXED, () -> document("urlset", "url", entries(FIXED))));
        for (int part = 0; part < parts; part++) {
            List<Incident> listed = List.copyOf(
                    incidents.subList(part * INCIDENTS, Math.min(incidents.size(), (part + 1) * INCIDENTS)));
            files.add(new DerivedFile(
                    new SitePath("sitemap/" + (part + 1) + ".xml"),
                    listed,
                    () -> document("urlset", "url", pagesOf(listed))));
        }
        return files;
    }

    /** @param changed null if it is not told */
    private record Entry(String path, @Nullable Instant changed) {}

    private byte[] robots() {
        return ("User-agent: *\nAllow: /\n\nSitemap: " + site + "/sitemap.xml\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] index(int parts) {
        List<String> paths = new ArrayList<>(List.of("/sitemap/pages.xml"));
        IntStream.rangeClosed(1, parts).forEach(part -> paths.add("/sitemap/" + part + ".xml"));
        return document("sitemapindex", "sitemap", entries(paths));
    }

    private static List<Entry> entries(List<String> paths) {
        return paths.stream().map(path -> new Entry(path, null)).toList();
    }

    private static List<Entry> pagesOf(List<Incident> incidents) {
        List<Entry> entries = new ArrayList<>();
        for (Incident incident : incidents) {
            entries.add(new Entry("/incidents/" + incident.slug(), incident.updatedAt()));
            for (Post post : Post.of(incident)) {
                entries.add(new Entry("/posts/" + post.slug(), post.changedAt()));
            }
        }
        return entries;
    }

    private byte[] document(String root, String element, List<Entry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement(root);
            xml.writeDefaultNamespace(NAMESPACE);
            for (Entry entry : entries) {
                xml.writeStartElement(element);
                text(xml, "loc", site + entry.path());
                if (entry.changed() != null) {
                    text(
                            xml,
                            "lastmod",
                            entry.changed().truncatedTo(ChronoUnit.SECONDS).toString());
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("sitemap could not be rendered", e);
        }
        return bytes.toByteArray();
    }

    private static void text(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
