package org.incidentcomms.blog.site.files;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A content coding in which a file also exists (RFC 9110, section 8.4.1), the better one first. Each event compresses
 * the pages it changes, so the levels are those at which a page takes about a millisecond; assets, written once per
 * build, are compressed as well as possible.
 */
public enum ContentCoding {
    /** RFC 7932; only where its native library exists. */
    BROTLI("br", ".br") {
        @Override
        byte[] compress(byte[] content, boolean best) throws IOException {
            return Encoder.compress(content, new Encoder.Parameters().setQuality(best ? 11 : 4));
        }
    },
    /** RFC 1952. */
    GZIP("gzip", ".gz") {
        @Override
        byte[] compress(byte[] content, boolean best) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 3);
            try (GZIPOutputStream gzip = new GZIPOutputStream(out, 4_096) {
                {
                    def.setLevel(best ? Deflater.BEST_COMPRESSION : 4);
                }
            }) {
                gzip.write(content);
            }
            return out.toByteArray();
        }
    };

    /** A smaller file fits into one packet anyway. */
    private static final int LEAST_BYTES = 1_024;

    private static final boolean HAS_BROTLI = Brotli4jLoader.isAvailable();

    private final String token;
    private final String extension;

    ContentCoding(String token, String extension) {
        this.token = token;
        this.extension = extension;
    }

    /** As in {@code Accept-Encoding} and {@code Content-Encoding}. */
    public String token() {
        return token;
    }

    /** With its dot; the file lies beside the plain one. */
    String extension() {
        return extension;
    }

    abstract byte[] compress(byte[] content, boolean best) throws IOException;

    /**
     * The content in this coding; empty if it would save less than a tenth, if the content is below a kilobyte, or if
     * this machine has no library for it.
     *
     * @param best whether size matters more than time
     */
    Optional<byte[]> encode(byte[] content, boolean best) {
        if (content.length < LEAST_BYTES || (this == BROTLI && !HAS_BROTLI)) {
            return Optional.empty();
        }
        try {
            return Optional.of(compress(content, best)).filter(small -> small.length < content.length * 9L / 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
