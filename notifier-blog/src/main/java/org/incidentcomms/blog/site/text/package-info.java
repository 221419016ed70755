/**
 * Operators' texts as the site needs them: HTML that fits below a heading, and excerpts.
 *
 * <p>Does not belong here: whose text it is, and where it goes.
 */
@NullMarked
package org.incidentcomms.blog.site.text;

import org.jspecify.annotations.NullMarked;
