package org.incidentcomms.api.request;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Rules for the headers of every call; {@link TextRules} has those for bodies. */
@Provider
final class RequestRulesFilter implements ContainerRequestFilter {
    private static final List<String> PROTECTING = List.of("If-Match", "Idempotency-Key");

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getMethod().equals(HttpMethod.GET)) {
            refuseEmpty(request.getHeaders());
        }
    }

    /**
     * A protective header with an empty value is a script's unset variable. Treating it as absent would execute the
     * call without the requested protection.
     */
    private static void refuseEmpty(MultivaluedMap<String, String> headers) {
        for (String header : PROTECTING) {
            @Nullable List<String> values = headers.get(header);
            if (values != null && values.stream().allMatch(value -> value == null || value.isBlank())) {
                throw Problems.invalid(header, "must not be empty; omit it instead");
            }
        }
    }
}
