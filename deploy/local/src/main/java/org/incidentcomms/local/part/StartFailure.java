package org.incidentcomms.local.part;

/**
 * Why a stack did not start.
 *
 * @param part the part that failed
 * @param reason reads as a sentence after the part's name
 */
public record StartFailure(ManagedProcess part, String reason) {}
