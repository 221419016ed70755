package org.incidentcomms.email.bounce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An enhanced status code: class, subject and detail (RFC 3463). */
record StatusCode(int type, int subject, int detail) {
    private static final int SUCCESS = 2;
    /** No version number and no IP address: the subjects are 0 to 7, and no further number follows. */
    private static final Pattern CODE =
            Pattern.compile("(?<![\\d.])([245])\\s?\\.\\s?([0-7])\\s?\\.\\s?(\\d{1,3})(?!\\.?\\d)");

    /** The first code of a failure in the text, or null: a server's words may also quote its earlier "250 2.1.5 ok". */
    static @Nullable StatusCode find(@Nullable String text) {
        Matcher matcher = CODE.matcher(text == null ? "" : text);
        while (matcher.find()) {
            StatusCode code = of(matcher);
            if (code.type != SUCCESS) {
                return code;
            }
        }
        return null;
    }

    /** The code in a field {@code Status}, which may be one of success; or null. */
    static @Nullable StatusCode ofField(@Nullable String status) {
        Matcher matcher = CODE.matcher(status == null ? "" : status);
        return matcher.find() ? of(matcher) : null;
    }

    private static StatusCode of(Matcher matcher) {
        return new StatusCode(number(matcher, 1), number(matcher, 2), number(matcher, 3));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    boolean isTemporary() {
        return type == 4;
    }

    /** Whether it says nothing beyond its class. */
    boolean isUnspecific() {
        return subject == 0;
    }

    boolean is(int otherSubject, int otherDetail) {
        return subject == otherSubject && detail == otherDetail;
    }

    @Override
    public String toString() {
        return type + "." + subject + "." + detail;
    }
}
