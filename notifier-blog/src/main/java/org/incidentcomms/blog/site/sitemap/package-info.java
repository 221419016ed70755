/**
 * What search engines read: {@code sitemap.xml} and {@code robots.txt}.
 *
 * <p>Metadata within pages does not belong here.
 */
@NullMarked
package org.incidentcomms.blog.site.sitemap;

import org.jspecify.annotations.NullMarked;
