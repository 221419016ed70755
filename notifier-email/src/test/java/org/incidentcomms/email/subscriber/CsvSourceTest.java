package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields of a CSV file that a spreadsheet opens and an import reads again. */
class CsvSourceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            =1+1            | '=1+1
            +49 30 1        | '+49 30 1
            -2              | '-2
            @SUM(A1)        | '@SUM(A1)
            '=1+1           | ''=1+1
            'quoted' by Pat | ''quoted' by Pat
            a=1             | a=1
            """)
    void noFieldIsAFormulaAndEachComesBackAsItWas(String note, String written) throws IOException {
        assertThat(org.incidentcomms.email.subscriber.CsvSource.harmless(note)).isEqualTo(written);
        assertThat(readBack(written)).isEqualTo(note);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = "'tis a note | 'tis a note")
    void anApostropheThatMarksNothingIsKept(String field, String note) throws IOException {
        assertThat(readBack(field)).isEqualTo(note);
    }

    private static String readBack(String field) throws IOException {
        byte[] file = ("email,note\npat@customer.example," + field + "\n").getBytes(StandardCharsets.UTF_8);
        ImportSource.Raw row = new org.incidentcomms.email.subscriber.CsvSource(new ByteArrayInputStream(file)).next();
        return Objects.requireNonNull(Objects.requireNonNull(row).fields())
                .path("note")
                .asText();
    }
}
