@NullMarked
package org.incidentcomms.blog.site.page;

import org.jspecify.annotations.NullMarked;
