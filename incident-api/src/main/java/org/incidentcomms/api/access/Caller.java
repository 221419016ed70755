package org.incidentcomms.api.access;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param name as the token gives it (upn, preferred_username or sub); what the audit trail shows
 * @param subject the token's sub, which two people never share
 * @param address the peer's network address
 * @param traceparent the request's W3C trace context, or null
 */
public record Caller(
        String name,
        String subject,
        String address,
        @Nullable String traceparent) {}
