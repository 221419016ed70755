/**
 * The public side of incident communication: status site and blog, written as static files.
 *
 * <p>Contains feature packages only.
 */
@NullMarked
package org.incidentcomms.blog;

import org.jspecify.annotations.NullMarked;
