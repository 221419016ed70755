package org.incidentcomms.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Summarises an error response as one short line for the operator. */
public final class ErrorText {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** RFC 9457 first, then fields used by other APIs. */
    private static final List<String> FIELDS = List.of("detail", "message", "error_description", "error", "title");

    private static final Pattern HTML_TITLE =
            Pattern.compile("<title[^>]*>([^<]{1,120})</title>", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\s]+");
    private static final int LONGEST = 240;

    private ErrorText() {}

    /** {@code remote} is the remote system's name at the beginning of a sentence: "X". */
    public static String of(String remote, HttpReply reply) {
        return line(remote, reply.status(), said(reply.body()));
    }

    /** The same, with the caller's own text of the response; {@code said} may be empty. */
    public static String line(String remote, int status, String said) {
        String line = UNPRINTABLE.matcher(said).replaceAll(" ").strip();
        if (line.length() > LONGEST) {
            line = line.substring(0, LONGEST) + "…";
        }
        return remote + " answered " + status + (line.isEmpty() ? "" : ": " + line);
    }

    /** The title of an HTML page, as proxies and load balancers send. */
    public static Optional<String> htmlTitle(String body) {
        var title = HTML_TITLE.matcher(body);
        return title.find() ? Optional.of(title.group(1)) : Optional.empty();
    }

    private static String said(String body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return htmlTitle(body).orElse(body.stripLeading().startsWith("<") ? "" : body);
        }
        for (String field : FIELDS) {
            JsonNode value = root.path(field);
            if (value.isTextual() && !value.asText().isBlank()) {
                return value.asText();
            }
        }
        return root.isTextual() ? root.asText() : "";
    }
}
