package org.incidentcomms.blog.site.serve;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.service.digest.Sha256;
import org.jspecify.annotations.Nullable;

/** Content security policies: browsers may load only the site's own resources. */
final class ContentSecurity {
    private static final String FENCE = "base-uri 'none'; frame-ancestors 'none'; form-action ";

    private static final String PAGE = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
            + "connect-src 'self'; " + FENCE;

    private static final String NOWHERE = "'none'";

    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    private ContentSecurity() {}

    /**
     * For a page of the site. {@code connect-src}: an open page fetches itself again to stay up to date.
     *
     * @param formAction the only URL to which its forms may be sent; null for none
     */
    static String page(@Nullable String formAction) {
        return PAGE + (formAction == null ? NOWHERE : formAction);
    }

    /** For the page with inline style and no script: exactly that style is allowed. */
    static String standalone(byte[] page) {
        Matcher style = STYLE.matcher(new String(page, StandardCharsets.UTF_8));
        String source = style.find() ? "'sha256-" + digest(style.group(1)) + "'" : "'none'";
        return "default-src 'none'; style-src " + source + "; img-src data:; " + FENCE + NOWHERE;
    }

    private static String digest(String style) {
        return Base64.getEncoder().encodeToString(Sha256.of(style.getBytes(StandardCharsets.UTF_8)));
    }
}
