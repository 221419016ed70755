package org.incidentcomms.api.request;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A header that protects a call, sent without a value, is a script's empty variable. Read as if it was not there, the call
 * would go on without the protection that was asked for.
 */
@Provider
final class NoEmptyHeader implements ContainerRequestFilter {
    private static final List<String> PROTECTING = List.of("If-Match", "Idempotency-Key");

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.GET)) {
            return;
        }
        for (String header : PROTECTING) {
            @Nullable List<String> values = request.getHeaders().get(header);
            if (values != null && values.stream().allMatch(value -> value == null || value.isBlank())) {
                throw Problems.invalid(header, "must not be empty; leave it out to do without");
            }
        }
    }
}
