package org.incidentcomms.api.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@code catalogue.channels[0].name} and so on, or as environment variables {@code CATALOGUE_CHANNELS_0__NAME}. A further
 * channel is a further entry.
 */
@ConfigMapping(prefix = "catalogue")
public interface CatalogueConfig {

    /** In the order in which operators see them. */
    List<Channel> channels();

    /** One channel. */
    interface Channel {
        /** What {@code notify}, {@code texts}, retry and stop call it: lower-case letters, digits, {@code _}, {@code -}. */
        String name();

        /** What operators call it. */
        String label();

        /** Where its notifier reports deliveries to; the first one reports even where nothing else is configured. */
        List<String> destinations();

        /** Its notifier, which is asked for previews. */
        URI url();

        /** The longest text that {@code texts} may hold for it, in characters; it takes none where absent. */
        OptionalInt longestText();

        /** What the console draws beside it: {@code mail}, {@code chat} or {@code feed}. */
        @WithDefault("info")
        String icon();
    }
}
