package org.incidentcomms.api.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often somebody may call, on each replica; 0 is as often as they like. */
@ConfigMapping(prefix = "rate-limit")
interface RateLimitConfig {
    /** Calls of one token subject; a whole minute's may come at once. */
    @WithDefault("600")
    int perMinute();

    /** Calls without a valid token from one address. */
    @WithDefault("30")
    int failedPerMinute();
}
