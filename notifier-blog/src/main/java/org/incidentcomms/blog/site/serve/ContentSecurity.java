package org.incidentcomms.blog.site.serve;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.service.digest.Sha256;

/** Content security policies: browsers may load only the site's own resources. */
final class ContentSecurity {
    private static final String FENCE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** {@code connect-src}: an open page fetches itself again to stay up to date. */
    static final String PAGE = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
            + "connect-src 'self'; " + FENCE;

    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    private ContentSecurity() {}

    /** For the page with inline style and no script: exactly that style is allowed. */
    static String standalone(byte[] page) {
        Matcher style = STYLE.matcher(new String(page, StandardCharsets.UTF_8));
        String source = style.find() ? "'sha256-" + digest(style.group(1)) + "'" : "'none'";
        return "default-src 'none'; style-src " + source + "; img-src data:; " + FENCE;
    }

    private static String digest(String style) {
        return Base64.getEncoder().encodeToString(Sha256.of(style.getBytes(StandardCharsets.UTF_8)));
    }
}
