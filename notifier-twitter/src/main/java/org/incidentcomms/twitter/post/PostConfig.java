package org.incidentcomms.twitter.post;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings for composing posts and for settling unknown outcomes: {@code TWITTER_*}. */
@ConfigMapping(prefix = "twitter")
public interface PostConfig {

    @WithDefault("first_and_last")
    LinkPolicy linkPolicy();

    /** Maximum length as X counts it; more than 280 only for an account X allows it. */
    @WithDefault("280")
    @Min(140) @Max(25_000) int maxWeightedLength();

    /** A post of unknown outcome is not posted again before this time has passed, because the timeline lags behind. */
    @WithDefault("PT10S")
    Duration settleWait();

    /** Nor before the timeline was searched this often without finding it. Each search is one of the kit's attempts. */
    @WithDefault("3")
    @Min(1) @Max(6) int settleLooks();
}
