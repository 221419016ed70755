package org.incidentcomms.api.maintenance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a maintenance does by itself where a request does not say ({@code MAINTENANCE_AUTO_START} and so on). */
@ConfigMapping(prefix = "maintenance")
interface MaintenanceConfig {
    @WithDefault("false")
    boolean autoStart();

    @WithDefault("false")
    boolean autoComplete();

    /** How long before its start the next occurrence of a series is announced. */
    @WithDefault("P7D")
    String announceBefore();
}
