@NullMarked
package org.incidentcomms.blog.site.feed;

import org.jspecify.annotations.NullMarked;
