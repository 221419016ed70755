package org.incidentcomms.blog.site.serve;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.blog.site.files.ContentCoding;
import org.jspecify.annotations.Nullable;

/** The header {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
final class AcceptEncoding {
    private static final double REFUSED = 0;

    private AcceptEncoding() {}

    /**
     * The coding the client likes best; among equals the first of {@link ContentCoding}. Empty is the plain file: if the
     * client likes it better, names no coding that exists, or sends no header.
     */
    static Optional<ContentCoding> best(@Nullable String header, Set<ContentCoding> existing) {
        if (header == null) {
            return Optional.empty();
        }
        double plain = quality(header, "identity").orElse(REFUSED);
        return existing.stream()
                .filter(coding -> qualityOf(header, coding) > REFUSED && qualityOf(header, coding) >= plain)
                .min(Comparator.comparing((ContentCoding coding) -> -qualityOf(header, coding))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static double qualityOf(String header, ContentCoding coding) {
        return quality(header, coding.token())
                .or(() -> quality(header, "x-" + coding.token()))
                .or(() -> quality(header, "*"))
                .orElse(REFUSED);
    }

    /** From 0 to 1; empty if the header does not name it. */
    private static Optional<Double> quality(String header, String token) {
        for (String item : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            int semicolon = item.indexOf(';');
            if (item.substring(0, semicolon < 0 ? item.length() : semicolon)
                    .strip()
                    .equals(token)) {
                return Optional.of(semicolon < 0 ? 1 : weight(item.substring(semicolon + 1)));
            }
        }
        return Optional.empty();
    }

    /** {@code q=0.8}; what is malformed is refused. */
    private static double weight(String parameter) {
        String text = parameter.strip();
        try {
            return text.startsWith("q=") ? Double.parseDouble(text.substring(2).strip()) : REFUSED;
        } catch (NumberFormatException e) {
            return REFUSED;
        }
    }
}
