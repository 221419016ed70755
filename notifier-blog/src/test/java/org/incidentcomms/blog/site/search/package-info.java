@NullMarked
package org.incidentcomms.blog.site.search;

import org.jspecify.annotations.NullMarked;
