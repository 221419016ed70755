package org.incidentcomms.twitter.gateway;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** One answer of X as it came: status, headers (names in any case) and body, which may be JSON, HTML or nothing. */
record HttpReply(int status, HttpHeaders headers, String body) {

    Optional<String> header(String name) {
        return headers.firstValue(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A header that counts something; empty where it is absent or no number. */
    Optional<Long> number(String name) {
        return header(name).flatMap(value -> {
            try {
                return Optional.of(Long.parseLong(value));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** A header that holds a time in seconds since the epoch. */
    Optional<Instant> epochSeconds(String name) {
        return number(name).flatMap(seconds -> {
            try {
                return Optional.of(Instant.ofEpochSecond(seconds));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
