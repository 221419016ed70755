package org.incidentcomms.twitter.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import org.incidentcomms.kit.http.ErrorText;
import org.jspecify.annotations.Nullable;

/**
 * What X says went wrong: problem+json of API v2, the older {@code errors} list, or neither (an HTML page of a proxy).
 * Any field may be empty; {@code code} is 0 where there is none.
 */
record XError(String title, String detail, String type, int code) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static XError of(String body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return new XError(ErrorText.htmlTitle(body).orElse(""), "", "", 0);
        }
        if (root == null || !root.isObject()) {
            return new XError("", "", "", 0);
        }
        JsonNode first = root.path("errors").path(0);
        return new XError(
                text(root.get("title"), first.get("title")),
                text(root.get("detail"), first.get("detail"), first.get("message")),
                text(root.get("type"), first.get("type")),
                first.path("code").asInt(0));
    }

    private static String text(@Nullable JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            if (candidate != null
                    && candidate.isTextual()
                    && !candidate.asText().isBlank()) {
                return candidate.asText();
            }
        }
        return "";
    }

    /** Everything it says, in lower case, for recognising it. */
    String words() {
        return (title + "\n" + detail + "\n" + type).toLowerCase(Locale.ROOT);
    }

    /** One short line for the operator. */
    String told(int status) {
        return ErrorText.line("X", status, detail.isEmpty() ? title : detail);
    }
}
