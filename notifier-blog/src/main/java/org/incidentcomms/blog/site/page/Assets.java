package org.incidentcomms.blog.site.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.service.digest.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Style sheet, scripts, icon, logo, and the picture that previews of links show. Their names contain a digest of their
 * content: a page never loads the style of another version, and browsers may cache them indefinitely.
 */
public record Assets(
        Asset css,
        Asset js,
        Asset search,
        Asset icon,
        Asset picture,
        @Nullable Asset logo) {

    /**
     * One asset file.
     *
     * @param path relative to the site, such as {@code assets/site-0123456789.css}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Asset(String path, byte[] content) {
        /** The SVG picture as a data URL (RFC 2397). */
        String inline() {
            String svg = new String(content, StandardCharsets.UTF_8).strip();
            return "data:image/svg+xml,"
                    + URLEncoder.encode(svg, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    /** The assets with this look. */
    public static Assets load(Branding branding) {
        byte[] css = (new String(read("site.css"), StandardCharsets.UTF_8) + uptimeScale() + branding.css())
                .getBytes(StandardCharsets.UTF_8);
        return new Assets(
                asset("site", "css", css),
                load("site", "js"),
                load("search", "js"),
                branding.favicon() == null ? load("icon", "svg") : picture("icon", branding.favicon()),
                asset("picture", "png", PreviewPicture.png()),
                branding.logo() == null ? null : picture("logo", branding.logo()));
    }

    /** The ends of the uptime bars, in every language: once in the style sheet, and not below each component. */
    private static String uptimeScale() {
        StringBuilder rules = new StringBuilder();
        for (Language language : Language.values()) {
            MessageBundle words = Site.WORDS.in(language);
            String bars = ":lang(" + language.tag() + ") .uptime p::";
            rules.append(bars).append(content("before", words.text("uptime.ago", UptimeViewMapper.DAYS)));
            rules.append(bars).append(content("after", words.text("uptime.today")));
            rules.append("@media (max-width:40rem){").append(bars);
            rules.append(content("before", words.text("uptime.ago", UptimeViewMapper.RECENT_DAYS)))
                    .append("}\n");
        }
        return rules.toString();
    }

    private static String content(String where, String text) {
        return where + "{content:\"" + text + "\"}\n";
    }

    public List<Asset> all() {
        return Stream.of(css, js, search, icon, picture, logo)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Asset picture(String name, Branding.Picture picture) {
        return asset(name, picture.extension(), picture.content());
    }

    /** The style sheet of the self-contained page, which is inlined. */
    static String unavailableCss() {
        return new String(read("unavailable.css"), StandardCharsets.UTF_8).strip();
    }

    private static Asset load(String name, String extension) {
        return asset(name, extension, read(name + "." + extension));
    }

    private static Asset asset(String name, String extension, byte[] content) {
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
