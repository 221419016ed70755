package org.incidentcomms.blog.site.serve;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.incidentcomms.blog.site.files.ContentCoding;
import org.incidentcomms.blog.site.files.SiteFile;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether a client's copy is current (RFC 9110, section 8.8).
 *
 * @param etag strong, so each coding has its own
 * @param lastModified to the second
 */
record Validators(String etag, Instant lastModified) {
    /** RFC 9110, 5.6.7: unlike RFC 1123's, its days always have two digits. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US);

    static Validators of(SiteFile file, Optional<ContentCoding> coding) {
        String suffix = coding.map(used -> "-" + used.token()).orElse("");
        return new Validators('"' + file.digest() + suffix + '"', file.modified());
    }

    /** As in {@code Last-Modified}. */
    String httpDate() {
        return HTTP_DATE.format(lastModified.atOffset(ZoneOffset.UTC));
    }

    /** Whether the client may use its copy. A date counts only if there is no ETag; one that is malformed is ignored. */
    boolean areCurrent(@Nullable String ifNoneMatch, @Nullable String ifModifiedSince) {
        if (ifNoneMatch != null) {
            return ifNoneMatch.strip().equals("*")
                    || Arrays.stream(ifNoneMatch.split(",", -1))
                            .map(tag -> tag.strip().replaceFirst("^W/", ""))
                            .anyMatch(etag::equals);
        }
        return ifModifiedSince != null && !isModifiedSince(ifModifiedSince);
    }

    private boolean isModifiedSince(String date) {
        try {
            return lastModified.isAfter(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return true;
        }
    }
}
