package org.incidentcomms.api.preview;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How notifiers are asked what they would send; where they are is in the catalogue of channels. */
@ConfigMapping(prefix = "notifier.preview")
interface PreviewConfig {
    /** All of them are asked at once, and who has not answered by then is shown as such. */
    @WithDefault("PT2S")
    Duration timeout();

    /** A longer answer is not read. */
    @WithDefault("4194304")
    int maxBytes();
}
