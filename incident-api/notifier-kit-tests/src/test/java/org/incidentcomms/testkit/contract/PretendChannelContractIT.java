package org.incidentcomms.testkit.contract;

import java.util.List;
import javax.sql.DataSource;
import org.incidentcomms.kit.channel.Channel;

/** The contract itself, and the kit with it, on a channel that has nothing of its own to go wrong. */
class PretendChannelContractIT extends ChannelContract {
    private static final int PEOPLE = 25;
    private final PretendRemoteSystem outside = new PretendRemoteSystem();

    @Override
    protected Channel<?> channel(DataSource dataSource) {
        return new PretendChannel(outside, PEOPLE, id -> true);
    }

    @Override
    protected List<String> migrations() {
        return List.of();
    }

    @Override
    protected RemoteSystem outside() {
        return outside;
    }

    @Override
    protected int enrol(DataSource dataSource) {
        return PEOPLE;
    }

    @Override
    protected List<String> secrets() {
        return List.of("person-");
    }

    @Override
    protected int doubledPerKill() {
        return 0;
    }
}
