package org.incidentcomms.kit.problem;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;
import org.incidentcomms.service.problem.ProblemMapper;
import org.incidentcomms.service.problem.Problems;

/** Maps an unknown field to 422, as any other violation. */
@Provider
@Priority(1)
final class UnknownFieldMapper extends ExceptionMapperBase<UnrecognizedPropertyException> {
    @Override
    protected HttpProblem toProblem(UnrecognizedPropertyException failure) {
        return ProblemMapper.answer(Problems.invalid(failure.getPropertyName(), "is not a field of this request"));
    }
}
