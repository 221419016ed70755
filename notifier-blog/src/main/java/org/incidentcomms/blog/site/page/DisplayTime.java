package org.incidentcomms.blog.site.page;

/**
 * A point in time for a {@code time} element.
 *
 * @param iso UTC, for machines and for conversion to the visitor's time zone; or a day of the company's time zone
 * @param text in the company's time zone, with its name
 */
public record DisplayTime(String iso, String text) {}
