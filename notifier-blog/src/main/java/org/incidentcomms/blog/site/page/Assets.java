package org.incidentcomms.blog.site.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.incidentcomms.service.digest.Sha256;

/**
 * Style sheet, script and icon. Their names contain a digest of their content: a page never loads the style of another
 * version, and browsers may cache them indefinitely.
 */
public record Assets(Asset css, Asset js, Asset icon) {

    /**
     * One asset file.
     *
     * @param path relative to the site, such as {@code assets/site-0123456789.css}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Asset(String path, byte[] content) {}

    public static Assets load() {
        return new Assets(load("site", "css"), load("site", "js"), load("icon", "svg"));
    }

    public List<Asset> all() {
        return List.of(css, js, icon);
    }

    /** The style sheet of the self-contained page, which is inlined. */
    static String unavailableCss() {
        return new String(read("unavailable.css"), StandardCharsets.UTF_8).strip();
    }

    private static Asset load(String name, String extension) {
        byte[] content = read(name + "." + extension);
        return new Asset("assets/" + name + "-" + Sha256.hex(content, 5) + "." + extension, content);
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("/site/" + name)) {
            if (in == null) {
                throw new IllegalStateException("asset missing: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
