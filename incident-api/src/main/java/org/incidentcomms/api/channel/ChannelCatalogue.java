package org.incidentcomms.api.channel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.events.ChannelSelection;
import org.jspecify.annotations.Nullable;

/** The channels of this installation. No other class knows any of them by name. */
@ApplicationScoped
public class ChannelCatalogue {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private final Map<String, Channel> channels = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a name is no name, or there twice: the service does not start */
    public ChannelCatalogue(CatalogueConfig config) {
        for (Channel channel : config.channels()) {
            if (!NAME.matcher(channel.name()).matches()) {
                throw new IllegalArgumentException("catalogue.channels: \"" + channel.name()
                        + "\" is not a name; use lower-case letters, digits, _ and -");
            }
            if (channels.put(channel.name(), channel) != null) {
                throw new IllegalArgumentException("catalogue.channels: " + channel.name() + " is defined twice");
            }
        }
    }

    /** In the order of the settings. */
    public List<Channel> all() {
        return List.copyOf(channels.values());
    }

    /** The channel's names, in the order of the settings. */
    public Set<String> names() {
        return new LinkedHashSet<>(channels.keySet());
    }

    public Optional<Channel> find(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    /** Names of channels and destinations: what retry and stop take. */
    public Set<String> namesAndDestinations() {
        Set<String> names = names();
        channels.values().forEach(channel -> names.addAll(channel.destinations()));
        return names;
    }

    /** The channel that reports as {@code destination}; a destination nobody has goes by its own name. */
    public String channelOf(String destination) {
        return channels.values().stream()
                .filter(channel -> channel.destinations().contains(destination))
                .map(Channel::name)
                .findFirst()
                .orElse(destination);
    }

    /**
     * What an event says of who is told. It names every channel of the catalogue, so that it means the same when another
     * is added; that one is told only where the operator named none.
     *
     * @param choice what the operator named, or null
     * @param otherwise who is told where the operator does not say
     */
    public ChannelSelection resolve(@Nullable NotifyChoice choice, ChannelSelection otherwise) {
        Map<String, Boolean> named = choice == null ? Map.of() : choice.channels();
        Map<String, Boolean> resolved = new LinkedHashMap<>();
        for (String name : channels.keySet()) {
            resolved.put(name, named.getOrDefault(name, otherwise.includes(name)));
        }
        if (!named.isEmpty() || !otherwise.includes(ChannelSelection.OTHERS)) {
            resolved.put(ChannelSelection.OTHERS, false);
        }
        return new ChannelSelection(resolved);
    }

    /** Whether both tell the same channels of the catalogue. */
    public boolean tellTheSame(ChannelSelection one, ChannelSelection other) {
        return channels.keySet().stream().allMatch(name -> one.includes(name) == other.includes(name));
    }
}
