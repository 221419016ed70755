package org.incidentcomms.api.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code catalogue.channels[0].name} and so on, or as environment variables {@code CATALOGUE_CHANNELS_0__NAME}. Each
 * entry is one channel.
 */
@ConfigMapping(prefix = "catalogue")
public interface CatalogueConfig {

    /** In the order in which operators see them. */
    List<Channel> channels();

    /** One channel. */
    interface Channel {
        /**
         * The name used by {@code notify}, {@code texts}, retry and stop: lower-case letters, digits, {@code _},
         * {@code -}.
         */
        String name();

        /** The label for operators. */
        String label();

        /** The destinations its notifier reports; the first one is listed even if nothing was reported. */
        List<String> destinations();

        /** Its notifier's address, for previews. */
        URI url();

        /** Its notifier's health, if that is not {@code /q/health} below {@link #url}: on a management port, say. */
        Optional<URI> healthUrl();

        /** Maximum length of its text in {@code texts}, in characters; if absent, it accepts none. */
        OptionalInt longestText();

        /** Its icon in the console: {@code mail}, {@code chat} or {@code feed}. */
        @WithDefault("info")
        String icon();
    }
}
