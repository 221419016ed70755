/** What mirrors show. */
@NullMarked
package org.incidentcomms.blog.publish.text;

import org.jspecify.annotations.NullMarked;
