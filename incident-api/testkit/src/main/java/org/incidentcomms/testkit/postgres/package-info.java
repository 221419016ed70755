/**
 * A real PostgreSQL server from binaries on the class path.
 *
 * <p>Starting, stopping and creating databases belongs here. Schemas do not: each service migrates its own.
 */
@NullMarked
package org.incidentcomms.testkit.postgres;

import org.jspecify.annotations.NullMarked;
