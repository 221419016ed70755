/**
 * The kit inside a Quarkus service: reads settings, creates beans, starts and stops the notifier with the service,
 * reports its health and serves the operator's API. Starts nothing if the service has no channel.
 */
@NullMarked
package org.incidentcomms.kit.quarkus;

import org.jspecify.annotations.NullMarked;
