@NullMarked
package org.incidentcomms.blog.site.sitemap;

import org.jspecify.annotations.NullMarked;
