package org.incidentcomms.api.preview;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the notifiers are asked what they would send ({@code NOTIFIER_EMAIL_URL} and so on). */
@ConfigMapping(prefix = "notifier")
interface PreviewConfig {

    Email email();

    Twitter twitter();

    Blog blog();

    Preview preview();

    /** Mail. */
    interface Email {
        @WithDefault("http://localhost:8081")
        URI url();
    }

    /** X. */
    interface Twitter {
        @WithDefault("http://localhost:8082")
        URI url();
    }

    /** Status page and blog. */
    interface Blog {
        @WithDefault("http://localhost:8083")
        URI url();
    }

    /** Of the asking. */
    interface Preview {
        /** All of them are asked at once, and who has not answered by then is shown as such. */
        @WithDefault("PT2S")
        Duration timeout();

        /** A longer answer is not read. */
        @WithDefault("4194304")
        int maxBytes();
    }
}
