package org.incidentcomms.blog.site.page;

/**
 * A status badge: always text and an icon, with the colour only in addition.
 *
 * @param tone the style sheet's name of the colour: good, calm, note, warn, bad or down
 * @param icon a name the {@code icon} tag supports
 */
public record StatusBadge(String tone, String icon, String words) {}
