/**
 * In-memory model of the site, built from events: incidents, maintenances, components and posts.
 *
 * <p>Pure: no files, no clock, no HTML.
 */
@NullMarked
package org.incidentcomms.blog.site.model;

import org.jspecify.annotations.NullMarked;
