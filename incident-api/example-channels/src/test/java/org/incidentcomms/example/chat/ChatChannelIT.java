package org.incidentcomms.example.chat;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.testkit.contract.ChannelContract;
import org.incidentcomms.testkit.contract.RemoteSystem;

/** A chat room keeps what every channel promises; whose reply is lost with the process is told twice, in the same words. */
class ChatChannelIT extends ChannelContract {
    private static final Company COMPANY = new Company(
            "ClickTime",
            ZoneId.of("America/Los_Angeles"),
            "@clicktime",
            "ClickTime Web Operations",
            "ClickTime Support",
            URI.create("https://status.clicktime.com"));

    private final ChatRoom room = new ChatRoom();
    private final ChatChannel channel = new ChatChannel(room.webhook(), Optional.empty(), COMPANY, Clock.systemUTC());

    @Override
    protected Channel<?> channel(DataSource dataSource) {
        return channel;
    }

    @Override
    protected List<String> migrations() {
        return List.of();
    }

    @Override
    protected RemoteSystem outside() {
        return room;
    }

    @Override
    protected int enrol(DataSource dataSource) {
        return 1;
    }

    @Override
    protected List<String> secrets() {
        return List.of(ChatRoom.TOKEN);
    }

    @Override
    protected int doubledPerKill() {
        return channel.connections();
    }
}
