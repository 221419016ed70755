package org.incidentcomms.email.subscriber;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of signing up ({@code SUBSCRIPTIONS_*}); 0 lifts a limit, except {@link #mostWaiting}. */
@ConfigMapping(prefix = "subscriptions")
interface SignUpConfig {
    /** Mails about a subscription to one mailbox within 24 hours, over all replicas. */
    @WithDefault("3")
    int mailsPerAddress();

    /** Requests of one network (IPv4 /24, IPv6 /56) per hour, on each replica. */
    @WithDefault("20")
    int perNetwork();

    /** Requests of all networks per second, on each replica. */
    @WithDefault("10")
    int perSecond();

    /** Requests of all networks per day, on each replica. */
    @WithDefault("5000")
    int perDay();

    /** Requests that may wait to be looked at, and mails that may wait to be sent. */
    @WithDefault("10000")
    int mostWaiting();

    /** How long a link to confirm works. */
    @WithDefault("PT48H")
    Duration confirmWithin();
}
