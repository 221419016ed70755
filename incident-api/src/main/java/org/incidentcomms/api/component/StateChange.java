package org.incidentcomms.api.component;

import java.time.Instant;
import org.incidentcomms.events.ComponentStatus;

/** From {@code at} on a component was in this state. */
record StateChange(Instant at, ComponentStatus status) {}
