package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180) whose first line names the columns; lists are separated by semicolons, an empty field is left out. A
 * quoted field may contain line ends, up to a bounded length; after a quote that is not closed within it, reading
 * continues with the next line.
 */
final class CsvSource implements ImportSource {
    private static final Set<String> LISTS = Set.of("components", "events", "groups");
    /** What the formulas of spreadsheets begin with. */
    private static final String FORMULA = "=+-@\t\r";

    private static final int LONGEST_RECORD = 40_000;

    private final BoundedLines lines;
    private final List<String> columns;
    /** Lines read in search of the end of a quote that has none. */
    private final Deque<String> unread = new ArrayDeque<>();

    private long number = 1;

    /** @throws org.incidentcomms.service.problem.Problem 422 if the first line has no column {@code email} */
    CsvSource(InputStream in) throws IOException {
        this.lines = new BoundedLines(in);
        String header = lines.next();
        RecordParser names = new RecordParser();
        names.add(Objects.requireNonNullElse(header, ""));
        this.columns = names.isOpen()
                ? List.of()
                : names.fields().stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        if (!columns.contains("email")) {
            throw Problems.invalid("", "the first line must name the columns, one of them email, separated by commas");
        }
    }

    @Override
    public @Nullable Raw next() throws IOException {
        String first = line();
        while (first != null && first.isBlank()) {
            first = line();
        }
        if (first == null) {
            return null;
        }
        long begin = number;
        RecordParser parser = new RecordParser();
        parser.add(first);
        List<String> following = new ArrayList<>();
        while (parser.isOpen() && parser.length() < LONGEST_RECORD) {
            String more = line();
            if (more == null) {
                break;
            }
            following.add(more);
            parser.add(more);
        }
        if (parser.isOpen()) {
            following.reversed().forEach(unread::addFirst);
            number = begin;
            return new Raw(begin, null, "has a quote that is not closed");
        }
        List<String> fields = parser.fields();
        return fields.size() == columns.size()
                ? new Raw(begin, object(fields), "")
                : new Raw(begin, null, "has " + fields.size() + " fields instead of " + columns.size());
    }

    private @Nullable String line() throws IOException {
        String line = unread.isEmpty() ? lines.next() : unread.removeFirst();
        if (line != null) {
            number++;
        }
        return line;
    }

    private JsonNode object(List<String> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.size(); i++) {
            String column = columns.get(i);
            String value = original(fields.get(i));
            if (value.isBlank()) {
                continue;
            }
            if (LISTS.contains(column)) {
                var list = object.putArray(column);
                for (String item : value.split(";", -1)) {
                    list.add(item.strip());
                }
            } else {
                object.put(column, value);
            }
        }
        return object;
    }

    /** With an apostrophe in front of what a spreadsheet would run as a formula, and of such an apostrophe. */
    static String harmless(String field) {
        return field.isEmpty() || (FORMULA + "'").indexOf(field.charAt(0)) < 0 ? field : "'" + field;
    }

    /** The opposite of {@link #harmless}; an apostrophe in front of anything else belongs to the text. */
    private static String original(String field) {
        boolean isMarked =
                field.length() > 1 && field.charAt(0) == '\'' && (FORMULA + "'").indexOf(field.charAt(1)) >= 0;
        return isMarked ? field.substring(1) : field;
    }

    /** A field of a CSV file, quoted where necessary. */
    static String quoted(String field) {
        return field.matches("[^\",\\r\\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /** Reads a record line by line, each character once. */
    private static final class RecordParser {
        private final List<String> fields = new ArrayList<>();
        private final StringBuilder field = new StringBuilder();
        private boolean quoted;
        private int length;

        void add(String line) {
            if (quoted) {
                field.append('\n');
            }
            length += line.length() + 1;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"' && (quoted || field.isEmpty())) {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    endField();
                } else {
                    field.append(c);
                }
            }
            if (!quoted) {
                endField();
            }
        }

        private void endField() {
            fields.add(field.toString());
            field.setLength(0);
        }

        /** Whether the record continues on the next line, within a quoted field. */
        boolean isOpen() {
            return quoted;
        }

        int length() {
            return length;
        }

        List<String> fields() {
            return fields;
        }
    }
}
