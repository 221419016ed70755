package org.incidentcomms.testkit.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A status and a body, JSON unless it begins like HTML. */
record XAnswer(int status, String body) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    static XAnswer of(int status, JsonNode body) {
        return new XAnswer(status, body.toString());
    }

    /** X's plain error responses. */
    static XAnswer problem(int status, String title, String detail) {
        ObjectNode body = JSON.createObjectNode();
        body.put("title", title)
                .put("type", "about:blank")
                .put("status", status)
                .put("detail", detail);
        return of(status, body);
    }

    /** A 400 that names the invalid parameter. */
    static XAnswer invalid(String parameter, String value, String message) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode error = body.putArray("errors").addObject();
        error.putObject("parameters").putArray(parameter).add(value);
        error.put("message", message);
        body.put("title", "Invalid Request")
                .put("detail", "One or more parameters to your request was invalid.")
                .put("type", "https://api.twitter.com/2/problems/invalid-request");
        return of(400, body);
    }

    String contentType() {
        return body.startsWith("<") ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
    }
}
