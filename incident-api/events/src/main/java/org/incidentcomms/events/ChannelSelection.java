package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects the channels that announce an update, by channel name. A channel that is not named is included unless
 * {@value #OTHERS} is false. The status page shows every published update regardless; {@code blog: false} only omits
 * the blog post.
 *
 * @param channels channel name, or {@value #OTHERS} for all that are not named, to whether it is included
 */
public record ChannelSelection(Map<String, Boolean> channels) {
    /** Stands for every channel that is not named. */
    public static final String OTHERS = "*";

    public static final ChannelSelection EVERYBODY = new ChannelSelection(Map.of());
    public static final ChannelSelection NOBODY = new ChannelSelection(Map.of(OTHERS, false));

    /** @throws IllegalArgumentException if a channel has neither true nor false */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChannelSelection(Map<String, @Nullable Boolean> channels) {
        Map<String, Boolean> copy = new LinkedHashMap<>();
        channels.forEach((name, told) -> {
            Preconditions.present(told, "notify." + name);
            copy.put(name, told);
        });
        this.channels = Collections.unmodifiableMap(copy);
    }

    @Override
    @JsonValue
    public Map<String, Boolean> channels() {
        return channels;
    }

    /** The selection without {@value #OTHERS}. */
    public ChannelSelection named() {
        Map<String, Boolean> named = new LinkedHashMap<>(channels);
        named.remove(OTHERS);
        return new ChannelSelection(named);
    }

    /** Whether {@code channel} is included. */
    public boolean includes(String channel) {
        return channels.getOrDefault(channel, channels.getOrDefault(OTHERS, true));
    }
}
