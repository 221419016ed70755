package org.incidentcomms.api.problem;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.SortedSet;
import java.util.TreeSet;
import org.incidentcomms.api.request.Endpoints;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.ProblemMapper;

/** 405 with {@code Allow}, which RFC 9110 (15.5.6) requires and the framework omits. */
@Provider
@Priority(1)
final class MethodNotAllowed extends ExceptionMapperBase<NotAllowedException> {
    private final UriInfo uri;
    private final Endpoints endpoints;

    MethodNotAllowed(UriInfo uri, Endpoints endpoints) {
        this.uri = uri;
        this.endpoints = endpoints;
    }

    @Override
    protected HttpProblem toProblem(NotAllowedException failure) {
        SortedSet<String> methods = new TreeSet<>(endpoints.methodsOf(uri.getPath()));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        methods.add(HttpMethod.OPTIONS);
        return ProblemMapper.answer(new Problem(405, "this method is not allowed here; see Allow")
                .header("Allow", String.join(", ", methods)));
    }
}
