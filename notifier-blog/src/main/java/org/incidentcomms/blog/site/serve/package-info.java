/**
 * The site over HTTP: files of the current build with validators, caching and security headers.
 *
 * <p>Serves what it finds; makes nothing.
 */
@NullMarked
package org.incidentcomms.blog.site.serve;

import org.jspecify.annotations.NullMarked;
