package org.incidentcomms.blog.publish.git;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.kit.wording.Company;

/** Channels made from settings, as the service makes them. */
final class GitFixture {
    private static final Company COMPANY = new Company(
            "ClickTime",
            ZoneId.of("America/Los_Angeles"),
            "@clicktime",
            "ClickTime Web Operations",
            "ClickTime Support",
            URI.create("https://status.clicktime.example/"));

    private GitFixture() {}

    static GitChannel channel(GitHttpServer server) {
        return channel(settings(server.url())).orElseThrow();
    }

    static Optional<GitChannel> channel(Map<String, String> settings) {
        GitConfig config = new SmallRyeConfigBuilder()
                .withMapping(GitConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(GitConfig.class);
        return GitChannel.of(config, COMPANY, Clock.systemUTC());
    }

    static Map<String, String> settings(String url) {
        return new HashMap<>(
                Map.of("git.url", url, "git.username", GitHttpServer.USER, "git.password", GitHttpServer.PASSWORD));
    }
}
