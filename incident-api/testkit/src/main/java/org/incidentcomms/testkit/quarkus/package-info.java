/**
 * Integration of the test kit's servers with {@code @QuarkusTest}.
 *
 * <p>Only Quarkus test resources belong here; the servers themselves do not depend on Quarkus.
 */
@NullMarked
package org.incidentcomms.testkit.quarkus;

import org.jspecify.annotations.NullMarked;
