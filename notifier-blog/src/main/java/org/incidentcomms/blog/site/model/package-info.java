/**
 * What the site knows: incidents, maintenances, components and posts, in memory, applied from events.
 *
 * <p>Pure: no files, no clock, no HTML.
 */
@NullMarked
package org.incidentcomms.blog.site.model;

import org.jspecify.annotations.NullMarked;
