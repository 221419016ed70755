/**
 * What a {@code @QuarkusTest} needs to run against the servers of the test kit.
 *
 * <p>Only the glue to Quarkus' test resources belongs here; the servers themselves know nothing of Quarkus.
 */
@NullMarked
package org.incidentcomms.testkit.quarkus;

import org.jspecify.annotations.NullMarked;
