package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.service.markdown.Markdown;
import org.jspecify.annotations.Nullable;

/**
 * How a company's pages differ from others', checked when the service starts.
 *
 * @param supportUrl where customers reach support, or null
 * @param links further links, for the footer
 * @param css rules that follow those of the style sheet
 * @param logo shown in place of the company's name, or null
 * @param favicon or null for the standard one
 * @param header sanitised HTML above the content of each page, or null
 * @param footer sanitised HTML at the end of each page, or null
 */
public record Branding(
        @Nullable URI supportUrl,
        List<Link> links,
        String css,
        @Nullable Picture logo,
        @Nullable Picture favicon,
        @Nullable RawString header,
        @Nullable RawString footer) {
    /** The standard look. */
    public static final Branding NONE = new Branding(null, List.of(), "", null, null, null, null);

    private static final List<String> LIGHT_GROUNDS = List.of("#ffffff", "#f5f6f8");
    private static final List<String> DARK_GROUNDS = List.of("#181f29", "#10151c");
    private static final Set<String> PICTURES = Set.of("svg", "png", "webp");
    private static final int LARGEST_PICTURE = 50_000;

    /** A link in the footer. */
    public record Link(String name, String url) {}

    /**
     * A picture's file.
     *
     * @param extension {@code svg}, {@code png} or {@code webp}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Picture(byte[] content, String extension) {}

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static Branding of(BrandSettings settings, Optional<URI> supportUrl) {
        supportUrl.ifPresent(
                url -> requireAddress("COMPANY_SUPPORT_URL", url.toString(), Set.of("http", "https", "mailto")));
        return new Branding(
                supportUrl.orElse(null),
                settings.links().orElse(List.of()).stream().map(Branding::link).toList(),
                BrandColor.of("BLOG_BRAND_COLOR", settings.color(), LIGHT_GROUNDS)
                                .map(color -> ":root{--link:" + color.value() + "}\n")
                                .orElse("")
                        + BrandColor.of("BLOG_BRAND_COLOR_DARK", settings.colorDark(), DARK_GROUNDS)
                                .map(color -> "@media screen and (prefers-color-scheme:dark){:root{--link:"
                                        + color.value() + "}}\n")
                                .orElse(dark(settings)),
                picture("BLOG_BRAND_LOGO", settings.logo()),
                picture("BLOG_BRAND_FAVICON", settings.favicon()),
                text(settings.headerText()),
                text(settings.footerText()));
    }

    /** A colour for light pages alone would replace the standard one on dark pages too. */
    private static String dark(BrandSettings settings) {
        return settings.color().isEmpty()
                ? ""
                : "@media screen and (prefers-color-scheme:dark){:root{--link:#8ab8ff}}\n";
    }

    private static @Nullable RawString text(Optional<String> markdown) {
        return markdown.map(text -> new RawString(Markdown.toHtmlBelow(1, text)))
                .orElse(null);
    }

    private static Link link(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "BLOG_BRAND_LINKS must be a list like Help=https://help.example.com,Terms=https://example.com/terms");
        }
        String url = setting.substring(equals + 1).strip();
        requireAddress("BLOG_BRAND_LINKS", url, Set.of("http", "https", "mailto"));
        return new Link(setting.substring(0, equals).strip(), url);
    }

    private static void requireAddress(String setting, String url, Set<String> schemes) {
        try {
            String scheme = new URI(url).getScheme();
            if (scheme != null && schemes.contains(scheme.toLowerCase(Locale.ROOT))) {
                return;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new IllegalArgumentException(setting + " must have http, https or mailto addresses, not " + url);
    }

    private static @Nullable Picture picture(String setting, Optional<Path> file) {
        if (file.isEmpty()) {
            return null;
        }
        String name = file.get().toString().toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        if (!PICTURES.contains(extension)) {
            throw new IllegalArgumentException(setting + " must be a file of type svg, png or webp, not " + file.get());
        }
        try {
            byte[] content = Files.readAllBytes(file.get());
            if (content.length > LARGEST_PICTURE) {
                throw new IllegalArgumentException(setting + " must not be larger than 50 kB, so that pages load fast");
            }
            return new Picture(content, extension);
        } catch (IOException e) {
            throw new IllegalArgumentException(setting + " names the file " + file.get() + ", which cannot be read", e);
        }
    }
}
