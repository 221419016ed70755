package org.incidentcomms.api.request;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Rules for the headers and parameters of every call; bodies have {@link TextRules}. */
@Provider
final class RequestRulesFilter implements ContainerRequestFilter {
    private static final List<String> PROTECTING = List.of("If-Match", "Idempotency-Key");

    @Override
    public void filter(ContainerRequestContext request) {
        refuseNul(request.getUriInfo());
        if (!request.getMethod().equals(HttpMethod.GET)) {
            refuseEmpty(request.getHeaders());
        }
    }

    /** The database takes no NUL, not even to look for it: nothing has one in its id, and no parameter is meant to. */
    private static void refuseNul(UriInfo address) {
        if (parameterWithNul(address.getPathParameters()).isPresent()) {
            throw Problems.notFound("resource");
        }
        parameterWithNul(address.getQueryParameters()).ifPresent(parameter -> {
            throw Problems.invalid(parameter, "must not contain the character NUL");
        });
    }

    private static Optional<String> parameterWithNul(MultivaluedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue().stream().anyMatch(value -> value.indexOf('\0') >= 0))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * A header that protects a call, sent without a value, is a script's empty variable. Read as if it was not there, the
     * call would go on without the protection that was asked for.
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
