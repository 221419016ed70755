package org.incidentcomms.api.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.api.channel.ChannelCatalogue;
import org.incidentcomms.api.channel.NotifierCalls;
import org.incidentcomms.api.channel.NotifierCalls.Reply;

/** The destinations that wait for an operator, as their notifiers' health says. */
@ApplicationScoped
class ParkedChannels {
    private static final int LONGEST_ANSWER = 100_000;

    private final ChannelCatalogue channels;
    private final AlarmConfig config;
    private final NotifierCalls calls;

    ParkedChannels(ChannelCatalogue channels, AlarmConfig config, NotifierCalls calls) {
        this.channels = channels;
        this.config = config;
        this.calls = calls;
    }

    /**
     * Names of destinations.
     *
     * @param unknown those of notifiers that did not answer: they may be parked or not
     */
    record Found(Set<String> parked, Set<String> unknown) {}

    Found now() {
        List<Channel> asked = channels.all();
        List<Reply> replies = calls.all(
                asked.stream()
                        .map(channel -> HttpRequest.newBuilder(ChannelCatalogue.healthOf(channel))
                                .build())
                        .toList(),
                config.timeout(),
                LONGEST_ANSWER);
        Set<String> parked = new LinkedHashSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            JsonNode checks = replies.get(i).body().path("checks");
            if (!checks.isArray()) {
                unknown.addAll(asked.get(i).destinations());
            }
            checks.forEach(check -> check.path("data").properties().forEach(entry -> {
                if (entry.getValue().asText().startsWith("degraded: parked")) {
                    parked.add(entry.getKey());
                }
            }));
        }
        return new Found(parked, unknown);
    }
}
