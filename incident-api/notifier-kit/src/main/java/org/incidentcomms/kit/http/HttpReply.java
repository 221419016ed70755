package org.incidentcomms.kit.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * One response as received.
 *
 * @param headers names in any case
 * @param body JSON, HTML or nothing; cut off at the client's limit, so longer JSON cannot be parsed
 */
public record HttpReply(int status, HttpHeaders headers, String body) {

    /** Returns the first header of this name; empty if it is absent or blank. */
    public Optional<String> header(String name) {
        return headers.firstValue(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Returns a numeric header; empty if it is absent or not a number. */
    public Optional<Long> number(String name) {
        return header(name).flatMap(value -> {
            try {
                return Optional.of(Long.parseLong(value));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** Returns a header that holds a time in seconds since the epoch. */
    public Optional<Instant> epochSeconds(String name) {
        return number(name).flatMap(seconds -> {
            try {
                return Optional.of(Instant.ofEpochSecond(seconds));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** Returns a header that holds a date (RFC 9110, 5.6.7); empty if it is absent or not one. */
    public Optional<Instant> date(String name) {
        return header(name).flatMap(value -> {
            try {
                return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
