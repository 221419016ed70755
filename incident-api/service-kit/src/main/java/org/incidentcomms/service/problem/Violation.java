package org.incidentcomms.service.problem;

/**
 * One error in a request.
 *
 * @param field a path into the body, a parameter or a header
 */
public record Violation(String field, String message) {}
