package org.incidentcomms.service.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL rejects NUL even in a query parameter; no valid parameter contains it. */
@Provider
final class NulParameterFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (parameterWithNul(request.getUriInfo().getPathParameters()).isPresent()) {
            throw Problems.notFound("resource");
        }
        parameterWithNul(request.getUriInfo().getQueryParameters()).ifPresent(parameter -> {
            throw Problems.invalid(parameter, "must not contain the character NUL");
        });
    }

    private static Optional<String> parameterWithNul(MultivaluedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue().stream().anyMatch(value -> value.indexOf('\0') >= 0))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
