/**
 * A mail server that accepts everything and keeps only counters.
 *
 * <p>For fault injection use the test kit's server.
 */
@NullMarked
package org.incidentcomms.bench.smtp;

import org.jspecify.annotations.NullMarked;
