package org.incidentcomms.service.problem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rejected request and the reason; throwing it inside a transaction rolls back. Of HTTP it knows only the status. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(428, "Precondition Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private final int status;
    private final String detail;
    private final transient List<Violation> violations;
    private final transient Map<String, Object> headers = new HashMap<>();
    private final transient Map<String, Object> fields = new HashMap<>();

    public Problem(int status, String detail) {
        this(status, detail, List.of());
    }

    public Problem(int status, String detail, List<Violation> violations) {
        super(detail);
        this.status = status;
        this.detail = detail;
        this.violations = List.copyOf(violations);
    }

    /** The title of the status. */
    public static String titleOf(int status) {
        return TITLES.getOrDefault(status, "Internal Server Error");
    }

    public Problem header(String name, Object value) {
        headers.put(name, value);
        return this;
    }

    /** Adds an extension field. */
    public Problem field(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Returns a copy whose violations are prefixed with {@code field}, for a request nested in another one. */
    public Problem within(String field) {
        if (field.isEmpty() || violations.isEmpty()) {
            return this;
        }
        Problem same = new Problem(
                status,
                detail,
                violations.stream()
                        .map(inside -> new Violation(path(field, inside.field()), inside.message()))
                        .toList());
        same.headers.putAll(headers);
        same.fields.putAll(fields);
        return same;
    }

    private static String path(String field, String inside) {
        return inside.isEmpty() || inside.startsWith("[") ? field + inside : field + "." + inside;
    }

    public int status() {
        return status;
    }

    public String detail() {
        return detail;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Map<String, Object> headers() {
        return headers;
    }

    Map<String, Object> fields() {
        return fields;
    }
}
