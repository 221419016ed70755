package org.incidentcomms.api.preview;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.incidentcomms.api.channel.CatalogueConfig;
import org.incidentcomms.api.channel.ChannelCatalogue;

/** Three channels, of which the notifiers of two are at {@code good} and that of X at {@code questionable}. */
record NotifiersAt(URI good, URI questionable) implements CatalogueConfig {
    ChannelCatalogue catalogue() {
        return new ChannelCatalogue(this);
    }

    @Override
    public List<Channel> channels() {
        return List.of(channel("email", good), channel("twitter", questionable), channel("blog", good));
    }

    private static Channel channel(String name, URI url) {
        return new Channel() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String label() {
                return name;
            }

            @Override
            public List<String> destinations() {
                return List.of(name);
            }

            @Override
            public URI url() {
                return url;
            }

            @Override
            public Optional<URI> healthUrl() {
                return Optional.empty();
            }

            @Override
            public OptionalInt longestText() {
                return OptionalInt.empty();
            }

            @Override
            public String icon() {
                return "info";
            }
        };
    }
}
