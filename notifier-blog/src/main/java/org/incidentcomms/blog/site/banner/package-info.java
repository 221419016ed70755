/**
 * The banner that a product includes in its own pages: a script ({@code banner.js}) and what it shows
 * ({@code banner.json}).
 *
 * <p>The pages of this site do not use it.
 */
@NullMarked
package org.incidentcomms.blog.site.banner;

import org.jspecify.annotations.NullMarked;
