/** Mirrors as a whole: many changes under faults, and the service with and without a database. */
@NullMarked
package org.incidentcomms.blog.publish;

import org.jspecify.annotations.NullMarked;
