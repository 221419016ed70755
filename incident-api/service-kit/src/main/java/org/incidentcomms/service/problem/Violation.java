package org.incidentcomms.service.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param field where: a path into the body, a parameter or a header
 */
public record Violation(String field, String message) {}
