@NullMarked
package org.incidentcomms.blog.site.statuspage;

import org.jspecify.annotations.NullMarked;
