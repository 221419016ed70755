@NullMarked
package org.incidentcomms.blog.site.banner;

import org.jspecify.annotations.NullMarked;
