/**
 * A mail server that takes everything and keeps only what has to be counted.
 *
 * <p>Where a server must answer wrongly, the test kit's is the one to use.
 */
@NullMarked
package org.incidentcomms.bench.smtp;

import org.jspecify.annotations.NullMarked;
