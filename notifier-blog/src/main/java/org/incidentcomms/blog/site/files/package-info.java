/**
 * The site's directory: builds, the {@code current} link, and files that are replaced in one step.
 *
 * <p>Knows bytes and names, nothing of incidents.
 */
@NullMarked
package org.incidentcomms.blog.site.files;

import org.jspecify.annotations.NullMarked;
