package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180) whose first line names the columns; lists are separated by semicolons, an empty field is left out. A
 * quoted field may contain line ends, up to a bounded length.
 */
final class CsvSource implements ImportSource {
    private static final Set<String> LISTS = Set.of("components", "events", "groups");
    /** What the formulas of spreadsheets begin with. */
    private static final String FORMULA = "=+-@\t\r";

    private static final int LONGEST_RECORD = 40_000;

    private final BoundedLines lines;
    private final List<String> columns;

    /** @throws org.incidentcomms.service.problem.Problem 422 if the first line has no column {@code email} */
    CsvSource(InputStream in) throws IOException {
        this.lines = new BoundedLines(in);
        String header = lines.next();
        List<String> names = header == null ? null : fields(header);
        this.columns = names == null
                ? List.of()
                : names.stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        if (!columns.contains("email")) {
            throw Problems.invalid("", "the first line must name the columns, one of them email, separated by commas");
        }
    }

    @Override
    public @Nullable Raw next() throws IOException {
        String record = lines.next();
        while (record != null && record.isBlank()) {
            record = lines.next();
        }
        if (record == null) {
            return null;
        }
        long line = lines.number();
        List<String> fields = fields(record);
        StringBuilder longer = new StringBuilder(record);
        while (fields == null && longer.length() < LONGEST_RECORD) {
            String more = lines.next();
            if (more == null) {
                break;
            }
            longer.append('\n').append(more);
            fields = fields(longer);
        }
        if (fields == null) {
            return new Raw(line, null, "has a quote that is not closed");
        }
        return fields.size() == columns.size()
                ? new Raw(line, object(fields), "")
                : new Raw(line, null, "has " + fields.size() + " fields instead of " + columns.size());
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

    /** The fields of a record; null if a quote is still open. */
    private static @Nullable List<String> fields(CharSequence record) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (quoted && c == '"' && i + 1 < record.length() && record.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"' && (quoted || field.isEmpty())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return quoted ? null : fields;
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
}
