package org.incidentcomms.kit.http;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replies without a server. */
final class Replies {
    private Replies() {}

    /** {@code headers} are names and values in turn. */
    static HttpReply reply(int status, String body, String... headers) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
        }
        return new HttpReply(status, HttpHeaders.of(map, (name, value) -> true), body);
    }
}
