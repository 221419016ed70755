package org.incidentcomms.api.channel;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
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

/** The channels of this installation. No other class refers to a channel by name. */
@ApplicationScoped
public class ChannelCatalogue {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private final Map<String, Channel> channels = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a name is invalid or defined twice: the service does not start */
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

    /** Names of channels and destinations, as retry and stop accept them. */
    public Set<String> namesAndDestinations() {
        Set<String> names = names();
        channels.values().forEach(channel -> names.addAll(channel.destinations()));
        return names;
    }

    /** The channel that reports as {@code destination}; an unknown destination is its own channel. */
    public String channelOf(String destination) {
        return channels.values().stream()
                .filter(channel -> channel.destinations().contains(destination))
                .map(Channel::name)
                .findFirst()
                .orElse(destination);
    }

    /**
     * The channel selection of an event. It names every channel of the catalogue, so that its meaning does not change
     * when a channel is added; that one is included only if the operator named none.
     *
     * @param choice the operator's selection, or null
     * @param otherwise the selection if the operator gives none
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

    /** Where the health of its notifier is. */
    public static URI healthOf(Channel channel) {
        return channel.healthUrl()
                .orElseGet(() -> URI.create(channel.url().toString().replaceAll("/+$", "") + "/q/health"));
    }

    /** Whether both select the same channels of the catalogue. */
    public boolean tellTheSame(ChannelSelection one, ChannelSelection other) {
        return channels.keySet().stream().allMatch(name -> one.includes(name) == other.includes(name));
    }
}
