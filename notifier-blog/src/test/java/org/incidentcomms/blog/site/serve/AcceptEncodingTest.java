package org.incidentcomms.blog.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import org.incidentcomms.blog.site.files.ContentCoding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "br | BROTLI",
                "gzip, deflate, br, zstd | BROTLI",
                "gzip;q=1.0, br;q=0.5 | GZIP",
                "gzip;q=0.8, br;q=0 | GZIP",
                "x-gzip | GZIP",
                "GZIP; q=0.5 | GZIP",
                "* | BROTLI",
                "*;q=0.1, br;q=0 | GZIP",
                "identity, gzip;q=0.5 |",
                "identity;q=0.5, gzip;q=0.5 | GZIP",
                "deflate |",
                "gzip;q=0 |",
                "br;q=x |",
                "'' |",
                ",;,=;q= |"
            })
    void theBestExistingCodingIsTaken(String header, @Nullable ContentCoding best) {
        assertThat(AcceptEncoding.best(header, EnumSet.allOf(ContentCoding.class)))
                .isEqualTo(Optional.ofNullable(best));
    }

    @Test
    void whatDoesNotExistOrIsNotAskedForIsNotTaken() {
        assertThat(AcceptEncoding.best("br, gzip", EnumSet.of(ContentCoding.GZIP)))
                .contains(ContentCoding.GZIP);
        assertThat(AcceptEncoding.best("br, gzip", EnumSet.noneOf(ContentCoding.class)))
                .isEmpty();
        assertThat(AcceptEncoding.best(null, EnumSet.allOf(ContentCoding.class)))
                .isEmpty();
    }
}
