package org.incidentcomms.api.alarm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** {@code OPERATOR_WEBHOOK_URL} and so on. */
@ConfigMapping(prefix = "operator.webhook")
public interface AlarmConfig {
    /** Where alarms are posted, as JSON that Slack takes; none where absent. */
    Optional<URI> url();

    /** How long a call may take, and a look at a notifier's health. */
    @WithDefault("PT10S")
    Duration timeout();

    /** How often the conditions are looked at. */
    @WithDefault("PT30S")
    Duration interval();

    /** How long an open incident may be without an update and without a promise of one. */
    @WithDefault("PT2H")
    Duration quietAfter();
}
