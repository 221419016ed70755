package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Reads the files of a built site. */
final class SiteFiles {
    private SiteFiles() {}

    static Document read(Path site, String name) throws IOException {
        return Jsoup.parse(site.resolve(name));
    }

    static Map<String, String> contents(Path site) throws IOException {
        Path root = site.toRealPath();
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Stories::isPlain).toList()) {
                contents.put(root.relativize(file).toString(), new String(Files.readAllBytes(file), UTF_8));
            }
        }
        return contents;
    }

    /** The pages in the company's language. */
    static Map<String, Document> pages(Path site) throws IOException {
        Map<String, Document> pages = new TreeMap<>();
        contents(site).forEach((name, content) -> {
            if (name.endsWith(".html") && !name.matches("(de|fr|es|ja)/.*")) {
                pages.put(name, Jsoup.parse(content));
            }
        });
        assertThat(pages).hasSizeGreaterThan(10);
        return pages;
    }
}
