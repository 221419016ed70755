package org.incidentcomms.service.jwt;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.ProblemMapper;

/**
 * Maps authentication failures to problems: 401 with its challenge (RFC 6750), and 503 if no keys were available to
 * verify the token. Replaces the problem library's own mappers, which were built against an older Quarkus and end in a
 * 500.
 */
final class AuthenticationProblems {
    private AuthenticationProblems() {}

    @Provider
    @Priority(1)
    static final class WithoutToken extends ExceptionMapperBase<UnauthorizedException> {
        @Override
        protected HttpProblem toProblem(UnauthorizedException failure) {
            return ProblemMapper.answer(unauthorized("a bearer token is required", "Bearer"));
        }
    }

    /**
     * Does not log the 503, which the problem library does with a stack trace for each request: the fetcher logs the
     * failure once.
     */
    @Provider
    @Priority(1)
    static final class WithBadToken implements ExceptionMapper<AuthenticationFailedException> {
        private final UriInfo uri;
        private final Duration pause;

        WithBadToken(UriInfo uri, @ConfigProperty(name = "jwks.retry.pause", defaultValue = "PT5S") Duration pause) {
            this.uri = uri;
            this.pause = pause;
        }

        @Override
        public Response toResponse(AuthenticationFailedException failure) {
            Problem problem = JwksUnavailableException.isCauseOf(failure)
                    ? unavailable(pause)
                    : unauthorized("the bearer token is not valid", "Bearer error=\"invalid_token\"");
            return HttpProblem.builder(ProblemMapper.answer(problem))
                    .withInstance(URI.create(uri.getRequestUri().getRawPath()))
                    .build()
                    .toResponse();
        }
    }

    private static Problem unauthorized(String detail, String challenge) {
        return new Problem(401, detail).header(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }

    private static Problem unavailable(Duration pause) {
        String detail = "the bearer token cannot be verified: the identity provider's keys cannot be fetched; "
                + "nothing was done";
        return new Problem(503, detail).header(HttpHeaders.RETRY_AFTER, Math.max(1, pause.toSeconds()));
    }
}
