package org.incidentcomms.blog.site.page;

/**
 * A point in time for a {@code time} element.
 *
 * @param iso UTC, for machines and for the visitor's own zone
 * @param text in the company's zone, which it names
 */
public record Moment(String iso, String text) {}
