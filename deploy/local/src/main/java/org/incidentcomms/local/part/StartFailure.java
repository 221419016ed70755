package org.incidentcomms.local.part;

/**
 * Why a stack did not start.
 *
 * @param part the part that prevented it
 * @param reason what happened to it; with the part's name in front it is a sentence
 */
public record StartFailure(Part part, String reason) {}
