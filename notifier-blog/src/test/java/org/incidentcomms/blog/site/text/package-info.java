@NullMarked
package org.incidentcomms.blog.site.text;

import org.jspecify.annotations.NullMarked;
