/**
 * The kit inside a Quarkus service: settings read, beans made, the notifier started and stopped with the service, its
 * health told, its operator's calls answered. Starts nothing where the service has no channel.
 */
@NullMarked
package org.incidentcomms.kit.quarkus;

import org.jspecify.annotations.NullMarked;
