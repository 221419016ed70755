/**
 * The search index: what the script of the page to search reads, in parts that a browser loads one after the other.
 *
 * <p>Does not know pages or files.
 */
@NullMarked
package org.incidentcomms.blog.site.search;

import org.jspecify.annotations.NullMarked;
