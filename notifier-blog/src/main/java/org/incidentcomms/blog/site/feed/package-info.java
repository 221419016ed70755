/**
 * Machine-readable feeds: Atom, RSS and JSON Feed, each a function of the newest posts or incidents.
 *
 * <p>Pages for people do not belong here.
 */
@NullMarked
package org.incidentcomms.blog.site.feed;

import org.jspecify.annotations.NullMarked;
