package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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

    @Test
    void aQuoteThatIsNotClosedCostsOneRow() throws IOException {
        StringBuilder file = new StringBuilder("email,note\nbad@customer.example,\"never closed\n");
        for (int i = 0; i < 300; i++) {
            file.append("pat")
                    .append(i)
                    .append("@customer.example,")
                    .append("x".repeat(50))
                    .append('\n');
        }
        ImportSource source = source(file.toString());

        ImportSource.Raw bad = Objects.requireNonNull(source.next());
        assertThat(bad.line()).isEqualTo(2);
        assertThat(bad.fields()).isNull();
        for (int i = 0; i < 300; i++) {
            ImportSource.Raw row = Objects.requireNonNull(source.next());
            assertThat(row.line()).isEqualTo(3 + i);
            assertThat(Objects.requireNonNull(row.fields()).path("email").asText())
                    .isEqualTo("pat" + i + "@customer.example");
        }
        assertThat(source.next()).isNull();
    }

    @Test
    void aQuotedFieldMayHaveLineEndsAndAQuoteThatEndsALineIsNotItsEnd() throws IOException {
        ImportSource source =
                source("email,note\npat@customer.example,\"one\n\"\"two\"\"\n\nthree\"\nsue@customer.example,\n");

        ImportSource.Raw pat = Objects.requireNonNull(source.next());
        assertThat(pat.line()).isEqualTo(2);
        assertThat(Objects.requireNonNull(pat.fields()).path("note").asText()).isEqualTo("one\n\"two\"\n\nthree");
        assertThat(Objects.requireNonNull(source.next()).line()).isEqualTo(6);
        assertThat(source.next()).isNull();
    }

    private static ImportSource source(String file) throws IOException {
        return new org.incidentcomms.email.subscriber.CsvSource(
                new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    private static String readBack(String field) throws IOException {
        byte[] file = ("email,note\npat@customer.example," + field + "\n").getBytes(StandardCharsets.UTF_8);
        ImportSource.Raw row = new org.incidentcomms.email.subscriber.CsvSource(new ByteArrayInputStream(file)).next();
        return Objects.requireNonNull(Objects.requireNonNull(row).fields())
                .path("note")
                .asText();
    }
}
