/**
 * The public JSON API of Statuspage (version 2) as files, so that programs written for a page there read this one.
 *
 * <p>Only its objects, fields and limits; formats of our own do not belong here.
 */
@NullMarked
package org.incidentcomms.blog.site.statuspage;

import org.jspecify.annotations.NullMarked;
