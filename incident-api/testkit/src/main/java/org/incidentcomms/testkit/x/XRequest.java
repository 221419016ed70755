package org.incidentcomms.testkit.x;

/**
 * A call the stub has received.
 *
 * @param status what was answered, 0 for nothing
 * @param note why, where that is not in the answer: the flaw of a signature, the fault that was met
 */
public record XRequest(String method, String path, int status, String note) {}
