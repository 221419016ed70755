/**
 * The maintenances as an iCalendar file (RFC 5545, RFC 7986) to which calendar programs subscribe.
 *
 * <p>What a page says of them does not belong here.
 */
@NullMarked
package org.incidentcomms.blog.site.calendar;

import org.jspecify.annotations.NullMarked;
