/** Git as a mirror: against bare repositories, served over HTTP and ssh in this JVM. */
@NullMarked
package org.incidentcomms.blog.publish.git;

import org.jspecify.annotations.NullMarked;
