@NullMarked
package org.incidentcomms.blog.site.files;

import org.jspecify.annotations.NullMarked;
