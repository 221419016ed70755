/**
 * Serves the site over HTTP: files of the current build with validators, caching and security headers.
 *
 * <p>Only reads files; rendering does not belong here.
 */
@NullMarked
package org.incidentcomms.blog.site.serve;

import org.jspecify.annotations.NullMarked;
