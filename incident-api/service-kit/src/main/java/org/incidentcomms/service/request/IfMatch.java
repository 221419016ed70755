package org.incidentcomms.service.request;

import java.util.Arrays;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The {@code If-Match} header (RFC 9110, 13.1.1) of a request: the version the caller has seen.
 *
 * @param header as received, or null if there is none
 */
public record IfMatch(@Nullable String header) {
    public static final IfMatch ANY = new IfMatch(null);

    /**
     * Returns this header if it names a version; 428 if it is absent, or {@code *}, which matches whatever there is.
     *
     * @param remedy what to send
     */
    public IfMatch required(String remedy) {
        if (header == null || header.strip().equals("*")) {
            throw Problems.preconditionRequired("If-Match", remedy);
        }
        return this;
    }

    /** Throws 412 if the resource's current version is not named; weak tags never match. */
    public void check(long version) {
        check(etag(version), version);
    }

    /** As the other, for a resource whose entity tag is not just its version. */
    public void check(String current, long version) {
        if (!allows(current)) {
            throw Problems.changedMeanwhile(current).field("current_version", version);
        }
    }

    private boolean allows(String current) {
        return header == null
                || header.strip().equals("*")
                || Arrays.stream(header.split(",", -1)).map(String::strip).anyMatch(current::equals);
    }

    /** As the other, for a resource with an entity tag and no version. */
    public void check(String current) {
        if (!allows(current)) {
            throw Problems.changedMeanwhile(current);
        }
    }

    /** Returns the entity tag of that version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }
}
