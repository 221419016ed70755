package org.incidentcomms.api.access;

import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller of a request.
 *
 * @param name from the token (upn, preferred_username or sub), shown in the audit trail
 * @param subject the token's sub, unique to a person
 * @param address the peer's network address
 * @param traceparent the request's W3C trace context, or null
 */
public record Caller(
        String name,
        String subject,
        String address,
        @Nullable String traceparent) {
    private static final String INTERNAL = "internal";

    /** Returns the caller of what the service does on its own schedule; no token can have its address. */
    public static Caller automatic() {
        return new Caller("schedule", "schedule", INTERNAL, null);
    }

    /** Whether the service does it by itself, in nobody's name. */
    public boolean isAutomatic() {
        return address.equals(INTERNAL);
    }
}
