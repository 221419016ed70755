package org.incidentcomms.testkit.x;

/**
 * A call received by the stub.
 *
 * @param status the response status, 0 if none was sent
 * @param note the cause, if the response does not contain it: an invalid signature, an injected fault
 */
public record XRequest(String method, String path, int status, String note) {}
