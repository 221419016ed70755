package org.incidentcomms.api.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.incidentcomms.service.problem.Problems;

/**
 * The database takes no NUL, not even to look for it: nothing has one in its id, and no parameter is meant to. Bodies
 * have {@link TextRules} for that.
 */
@Provider
final class NoNul implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo address = request.getUriInfo();
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
                .map(parameter -> parameter.getKey())
                .findFirst();
    }
}
