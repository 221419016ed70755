@NullMarked
package org.incidentcomms.blog.site.model;

import org.jspecify.annotations.NullMarked;
