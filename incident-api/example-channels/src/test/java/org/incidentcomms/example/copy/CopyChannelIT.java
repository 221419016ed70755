package org.incidentcomms.example.copy;

import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.testkit.contract.MirrorContract;
import org.incidentcomms.testkit.contract.RemoteCopies;

/** The contract of mirrors, and the kit with it. */
class CopyChannelIT extends MirrorContract {
    private static final String TOKEN = "secret-token-of-the-copy";
    private final CopySite site = new CopySite(TOKEN);

    @Override
    protected MirrorChannel channel(DataSource dataSource) {
        return new CopyChannel(site.address(), TOKEN, Clock.systemUTC());
    }

    @Override
    protected List<String> migrations() {
        return List.of();
    }

    @Override
    protected RemoteCopies outside() {
        return site;
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN);
    }
}
