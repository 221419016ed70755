package org.incidentcomms.kit.problem;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

/**
 * 401 with its challenge (RFC 6750). In place of the problem library's own mappers, which were built against an older
 * Quarkus and end in a 500.
 */
final class Unauthenticated {
    private Unauthenticated() {}

    @Provider
    @Priority(1)
    static final class WithoutToken extends ExceptionMapperBase<UnauthorizedException> {
        @Override
        protected HttpProblem toProblem(UnauthorizedException failure) {
            return problem("a bearer token is needed", "Bearer");
        }
    }

    @Provider
    @Priority(1)
    static final class WithBadToken extends ExceptionMapperBase<AuthenticationFailedException> {
        @Override
        protected HttpProblem toProblem(AuthenticationFailedException failure) {
            return problem("the bearer token is not valid", "Bearer error=\"invalid_token\"");
        }
    }

    private static HttpProblem problem(String detail, String challenge) {
        return HttpProblem.builder()
                .withTitle("Unauthorized")
                .withStatus(Status.UNAUTHORIZED)
                .withDetail(detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }
}
