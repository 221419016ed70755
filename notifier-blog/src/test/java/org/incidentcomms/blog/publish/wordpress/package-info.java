/** WordPress as a mirror: on a strict stub everywhere, on the real one where Debian's packages are. */
@NullMarked
package org.incidentcomms.blog.publish.wordpress;

import org.jspecify.annotations.NullMarked;
