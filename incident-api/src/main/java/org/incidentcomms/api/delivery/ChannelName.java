package org.incidentcomms.api.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.incidentcomms.events.Notify;

/** A channel as an operator chooses it, and the destinations it is made of, the first of which it always has. */
public enum ChannelName {
    @JsonProperty("email")
    EMAIL("email"),
    @JsonProperty("twitter")
    TWITTER("x"),
    @JsonProperty("blog")
    BLOG("site", "wordpress", "git");

    private final List<String> destinations;

    ChannelName(String... destinations) {
        this.destinations = List.of(destinations);
    }

    /** The destination that reports even where nothing else is configured. */
    String mainDestination() {
        return destinations.getFirst();
    }

    boolean isWantedBy(Notify notify) {
        return switch (this) {
            case EMAIL -> notify.email();
            case TWITTER -> notify.twitter();
            case BLOG -> notify.blog();
        };
    }

    /** The channel of a report's destination; one we do not know goes by its own name. */
    static String of(String destination) {
        for (ChannelName channel : values()) {
            if (channel.destinations.contains(destination)) {
                return channel.wire();
            }
        }
        return destination;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
