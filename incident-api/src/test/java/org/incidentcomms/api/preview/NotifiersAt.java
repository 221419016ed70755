package org.incidentcomms.api.preview;

import java.net.URI;
import java.time.Duration;

/** Where the three notifiers are: of mail and blog at {@code good}, of X at {@code questionable}. */
record NotifiersAt(URI good, URI questionable, Duration timeout, int maxBytes) implements PreviewConfig {
    @Override
    public Email email() {
        return () -> good;
    }

    @Override
    public Twitter twitter() {
        return () -> questionable;
    }

    @Override
    public Blog blog() {
        return () -> good;
    }

    @Override
    public Preview preview() {
        return new Preview() {
            @Override
            public Duration timeout() {
                return timeout;
            }

            @Override
            public int maxBytes() {
                return maxBytes;
            }
        };
    }
}
