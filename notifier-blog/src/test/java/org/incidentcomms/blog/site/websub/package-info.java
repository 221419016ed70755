@NullMarked
package org.incidentcomms.blog.site.websub;

import org.jspecify.annotations.NullMarked;
