package org.incidentcomms.twitter.post;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How posts are written and how an unknown outcome is settled: {@code TWITTER_*}. */
@ConfigMapping(prefix = "twitter")
public interface PostConfig {

    @WithDefault("first_and_last")
    LinkPolicy linkPolicy();

    /** Longest post, by X's weighted count; more than 280 only for an account X allows it. */
    @WithDefault("280")
    @Min(140) @Max(25_000) int maxWeightedLength();

    /** A post of unknown outcome is not posted again before this has passed: the timeline lags behind. */
    @WithDefault("PT10S")
    Duration settleWait();

    /** Nor before the timeline was looked at this often without finding it. Each look is one of the kit's attempts. */
    @WithDefault("3")
    @Min(1) @Max(6) int settleLooks();
}
