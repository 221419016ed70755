/**
 * Small pictures of the status, as SVG, for README files and other sites.
 *
 * <p>Icons and pictures of the pages themselves do not belong here.
 */
@NullMarked
package org.incidentcomms.blog.site.badge;

import org.jspecify.annotations.NullMarked;
