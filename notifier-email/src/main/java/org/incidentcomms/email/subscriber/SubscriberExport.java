package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the list page by page, in the forms an import reads; who only follows single incidents is left out. */
@Singleton
class SubscriberExport {
    private static final int PAGE = 1000;
    private static final String HEADER =
            "id,email,state,components,events,groups,language,time_zone,confirmed_at,note,created_at";

    private interface Row {
        String of(Subscriber subscriber) throws IOException;
    }

    private final SubscriberStore store;
    private final ObjectMapper json;

    SubscriberExport(SubscriberStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /** CSV as RFC 4180 has it, lists separated by semicolons. */
    void csv(OutputStream out) throws IOException {
        write(out, HEADER + "\r\n", subscriber -> csv(subscriber) + "\r\n");
    }

    /** One JSON object per line, as {@code GET /v1/subscribers} shows it. */
    void jsonLines(OutputStream out) throws IOException {
        write(out, "", subscriber -> json.writeValueAsString(SubscriberView.of(subscriber)) + "\n");
    }

    private void write(OutputStream out, String header, Row row) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(header);
        long after = 0;
        for (List<Subscriber> page = store.page(after, PAGE); !page.isEmpty(); page = store.page(after, PAGE)) {
            for (Subscriber subscriber : page) {
                if (subscriber.listed()) {
                    writer.write(row.of(subscriber));
                }
            }
            after = page.getLast().id();
        }
        writer.flush();
    }

    private static String csv(Subscriber subscriber) {
        Preferences preferences = subscriber.preferences();
        return Stream.of(
                        subscriber.id(),
                        subscriber.address(),
                        subscriber.state().wire(),
                        String.join(";", preferences.components()),
                        String.join(";", List.of(preferences.eventNames())),
                        String.join(";", subscriber.groups()),
                        orEmpty(preferences.language()),
                        orEmpty(preferences.timeZone()),
                        orEmpty(subscriber.confirmedAt()),
                        orEmpty(subscriber.note()),
                        subscriber.createdAt())
                .map(field -> CsvSource.quoted(CsvSource.harmless(field.toString())))
                .collect(Collectors.joining(","));
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }
}
