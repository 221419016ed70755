/**
 * The status site as a projection of the event log: applies events, decides which files they touch, has them written
 * and reports that they are.
 *
 * <p>Does not belong here: how a page looks ({@code page}, {@code feed}), how a file gets on disk ({@code files}), how it
 * is served ({@code serve}).
 */
@NullMarked
package org.incidentcomms.blog.site;

import org.jspecify.annotations.NullMarked;
