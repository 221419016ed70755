/**
 * A PostgreSQL primary with a synchronous standby that takes over from it.
 *
 * <p>Nothing of a service or its schema belongs here.
 */
@NullMarked
package org.incidentcomms.bench.postgres;

import org.jspecify.annotations.NullMarked;
