package org.incidentcomms.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.SplittableRandom;
import org.incidentcomms.service.problem.Problem;
import org.junit.jupiter.api.Test;

/** A hook's payload, altered by chance from a fixed seed: it is refused, or everything in it can be asked. */
class AlertmanagerPayloadFuzzTest {
    private static final String PAYLOAD = """
            {"version": "4", "groupKey": "{}:{a=\\"b\\"}", "status": "firing", "groupLabels": {"a": "b"},
             "commonLabels": {"a": null}, "commonAnnotations": {"summary": "s"}, "alerts": [
             {"status": "firing", "labels": {"a": "b"}, "annotations": {"summary": "s", "description": "d"},
              "startsAt": "2026-02-02T13:08:45.828Z"}, {"status": "resolved", "startsAt": "+999999999-12-31T23:59:59-18:00"}]}
            """;

    private static final List<String> PIECES = List.of(
            "null",
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "4",
            "-0.0e999",
            "true",
            "\"\"",
            "{}",
            "[]",
            "\\u0000",
            "\\",
            "\0",
            "\ud800",
            "\"a\": \"b\",",
            "Z",
            "+99:99",
            "\"alerts\": [null],");

    @Test
    void no_payload_breaks_what_reads_it() {
        SplittableRandom random = new SplittableRandom(20261129);
        ObjectMapper mapper = new ObjectMapper();
        int read = 0;
        for (int i = 0; i < 5000; i++) {
            String altered = altered(PAYLOAD, random);
            try {
                AlertmanagerPayload payload = mapper.readValue(altered, AlertmanagerPayload.class);
                if (payload != null
                        && (payload.alerts() == null || !payload.alerts().contains(null))) {
                    read++;
                    ask(payload);
                }
            } catch (JsonProcessingException | Problem e) {
                assertThat(e.getMessage()).isNotNull();
            }
        }
        assertThat(read).isGreaterThan(300);
    }

    private static void ask(AlertmanagerPayload payload) {
        assertThat(payload.newestBegan()).isNotNull();
        assertThat(payload.annotations("summary")).doesNotContainNull();
        assertThat(payload.labels("a")).doesNotContainNull();
        assertThat(payload.requireGroupKey()).isNotEmpty();
    }

    private static String altered(String text, SplittableRandom random) {
        int at = random.nextInt(text.length());
        int to = random.nextBoolean() ? Math.min(text.length(), at + random.nextInt(12)) : at;
        return text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(to);
    }
}
