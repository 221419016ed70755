package org.incidentcomms.testkit.simulator;

/** What was promised and did not hold. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }
}
