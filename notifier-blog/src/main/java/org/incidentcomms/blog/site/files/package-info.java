/**
 * The site's directory: builds, the {@code current} link, and atomic file replacement.
 *
 * <p>Handles bytes and names only; does not depend on incidents.
 */
@NullMarked
package org.incidentcomms.blog.site.files;

import org.jspecify.annotations.NullMarked;
