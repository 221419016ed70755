@NullMarked
package org.incidentcomms.blog.site.serve;

import org.jspecify.annotations.NullMarked;
