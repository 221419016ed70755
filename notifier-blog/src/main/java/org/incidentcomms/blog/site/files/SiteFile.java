package org.incidentcomms.blog.site.files;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.service.digest.Sha256;

/**
 * One file of a build.
 *
 * @param encoded the same content in other codings, where they exist
 * @param digest of the plain content, 24 hexadecimal digits
 * @param modified to the second, as HTTP tells it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SiteFile(byte[] content, Map<ContentCoding, byte[]> encoded, String digest, Instant modified) {
    SiteFile(byte[] content, Map<ContentCoding, byte[]> encoded, Instant modified) {
        this(content, encoded, Sha256.hex(content, 12), modified);
    }

    /**
     * The content in this coding, or plain.
     *
     * @param coding one that exists
     */
    public byte[] in(Optional<ContentCoding> coding) {
        return coding.map(encoded::get).orElse(content);
    }

    /** Bytes it takes in memory. */
    int size() {
        return content.length
                + encoded.values().stream().mapToInt(bytes -> bytes.length).sum();
    }
}
