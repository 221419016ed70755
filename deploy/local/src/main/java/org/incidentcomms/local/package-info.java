/**
 * The local stack: one command that starts everything without Docker.
 *
 * <p>What is started, in which order it is said and shown belongs here. How a process is started, watched and stopped
 * is in {@code part}; the servers themselves are the test kit's, the services are the jars everybody runs.
 */
@NullMarked
package org.incidentcomms.local;

import org.jspecify.annotations.NullMarked;
