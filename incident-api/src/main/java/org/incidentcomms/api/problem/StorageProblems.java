package org.incidentcomms.api.problem;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.arc.ArcUndeclaredThrowableException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.incidentcomms.service.problem.ProblemMapper;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.storage.StorageException;
import org.jboss.logging.Logger;

/**
 * Maps database failures to problems: 503 if a retry may succeed, else 500. While the database is unavailable, requests
 * do not log a stack trace each: the relay logs it once.
 */
final class StorageProblems {
    private static final Logger LOG = Logger.getLogger(StorageProblems.class);

    private StorageProblems() {}

    @Provider
    static final class OfStatements implements ExceptionMapper<StorageException> {
        @Override
        public Response toResponse(StorageException failure) {
            if (failure.isUnavailable()) {
                return ProblemMapper.answer(Problems.unavailable("the database is unavailable or overloaded"))
                        .toResponse();
            }
            LOG.error("a statement failed", failure);
            return internal().toResponse();
        }
    }

    /** A failed commit arrives wrapped, as its exceptions are checked ones. */
    @Provider
    static final class OfCommits extends ExceptionMapperBase<ArcUndeclaredThrowableException> {
        @Override
        protected HttpProblem toProblem(ArcUndeclaredThrowableException failure) {
            Throwable cause = failure.getCause();
            boolean atCommit = cause instanceof RollbackException
                    || cause instanceof SystemException
                    || cause instanceof HeuristicMixedException
                    || cause instanceof HeuristicRollbackException;
            return atCommit
                    ? ProblemMapper.answer(Problems.unavailable(
                            "the database connection was lost during the commit; the outcome is unknown:"
                                    + " check, or repeat the request with the same Idempotency-Key"))
                    : internal();
        }
    }

    private static HttpProblem internal() {
        return HttpProblem.builder()
                .withStatus(500)
                .withTitle("Internal Server Error")
                .build();
    }
}
