/**
 * The blog for machines: Atom, RSS and JSON Feed, each a function of the newest posts.
 *
 * <p>Does not belong here: anything a person looks at.
 */
@NullMarked
package org.incidentcomms.blog.site.feed;

import org.jspecify.annotations.NullMarked;
