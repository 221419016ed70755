@NullMarked
package org.incidentcomms.blog.site.calendar;

import org.jspecify.annotations.NullMarked;
