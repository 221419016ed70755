package org.incidentcomms.email.subscriber;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers 503 with Retry-After while the database is unreachable, else 500. */
@Provider
class StoreExceptionMapper implements ExceptionMapper<StoreException> {
    @Override
    public Response toResponse(StoreException exception) {
        HttpProblem.Builder problem = exception.isUnavailable()
                ? HttpProblem.builder()
                        .withTitle("Database unavailable")
                        .withStatus(Response.Status.SERVICE_UNAVAILABLE)
                        .withHeader(HttpHeaders.RETRY_AFTER, "5")
                : HttpProblem.builder().withTitle("Internal error").withStatus(Response.Status.INTERNAL_SERVER_ERROR);
        return problem.build().toResponse();
    }
}
