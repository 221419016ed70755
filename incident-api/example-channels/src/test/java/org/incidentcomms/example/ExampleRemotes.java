package org.incidentcomms.example;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.incidentcomms.example.chat.ChatRoom;
import org.incidentcomms.testkit.Ports;

/** Tells the notifier where chat room and copy will listen once a test opens them. */
public final class ExampleRemotes implements QuarkusTestResourceLifecycleManager {
    public static final String COPY_TOKEN = "token-of-the-copy";

    @Override
    public Map<String, String> start() {
        int chat = Ports.free();
        int copy = Ports.free();
        return Map.of(
                "chat.port",
                Integer.toString(chat),
                "chat.webhook.url",
                ChatRoom.webhook(chat).toString(),
                "copy.port",
                Integer.toString(copy),
                "copy.site.url",
                "http://127.0.0.1:" + copy + "/",
                "copy.site.token",
                COPY_TOKEN,
                "retry.first.pause",
                "PT0.1S",
                "retry.longest.pause",
                "PT1S");
    }

    @Override
    public void stop() {}
}
