/**
 * Rendering of operators' texts: HTML that fits below a heading, and excerpts.
 *
 * <p>Does not know whose text it is or where it is shown.
 */
@NullMarked
package org.incidentcomms.blog.site.text;

import org.jspecify.annotations.NullMarked;
