/**
 * A real PostgreSQL server from binaries on the class path.
 *
 * <p>Starts, stops and creates databases. Schemas do not belong here: each service migrates its own.
 */
@NullMarked
package org.incidentcomms.testkit.postgres;

import org.jspecify.annotations.NullMarked;
