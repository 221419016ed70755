package org.incidentcomms.blog.site.page;

/** The page of one incident or maintenance. */
public record IncidentPage(PageMetadata frame, IncidentView incident) {}
