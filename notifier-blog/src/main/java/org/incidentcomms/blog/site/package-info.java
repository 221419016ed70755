/**
 * The status site as a projection of the event log: applies events, decides which files they affect, has them written
 * and reports the result.
 *
 * <p>Page layout ({@code page}, {@code feed}), file writing ({@code files}) and serving ({@code serve}) do not belong
 * here.
 */
@NullMarked
package org.incidentcomms.blog.site;

import org.jspecify.annotations.NullMarked;
