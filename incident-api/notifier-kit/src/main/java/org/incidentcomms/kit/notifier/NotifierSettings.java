package org.incidentcomms.kit.notifier;

import java.time.Duration;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.kit.worker.RetryPolicy;

/**
 * Settings of a notifier.
 *
 * @param group its consumer group, which is also its name
 * @param firstStartMaxAge at the first start, events accepted longer ago than this are not announced
 */
public record NotifierSettings(KafkaSettings kafka, String group, Duration firstStartMaxAge, RetryPolicy retry) {
    public static final Duration FIRST_START_MAX_AGE = Duration.ofHours(1);
}
