@NullMarked
package org.incidentcomms.blog.site.badge;

import org.jspecify.annotations.NullMarked;
