/**
 * The local stack: one command that starts everything without Docker.
 *
 * <p>Which parts are started, and how they are shown, belongs here. Starting, watching and stopping a process is in
 * {@code part}; the servers are the test kit's, the services are the packaged jars.
 */
@NullMarked
package org.incidentcomms.local;

import org.jspecify.annotations.NullMarked;
