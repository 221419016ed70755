package org.incidentcomms.blog.site.page;

/** The page of one incident or maintenance. */
public record IncidentPage(Frame frame, IncidentView incident) {}
