package org.incidentcomms.blog.publish.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.testkit.contract.MirrorContract;
import org.incidentcomms.testkit.contract.RemoteCopies;
import org.junit.jupiter.api.AfterEach;

/** Git keeps what every mirror promises. */
class GitContractIT extends MirrorContract {
    private final GitHttpServer server = new GitHttpServer();
    private final List<GitChannel> channels = new ArrayList<>();

    @AfterEach
    void deleteClones() throws IOException {
        for (GitChannel channel : channels) {
            channel.close();
        }
    }

    @Override
    protected MirrorChannel channel(DataSource dataSource) {
        GitChannel channel = GitFixture.channel(server);
        channels.add(channel);
        return channel;
    }

    @Override
    protected List<String> migrations() {
        return List.of();
    }

    @Override
    protected RemoteCopies outside() {
        return server;
    }

    @Override
    protected List<String> secrets() {
        return List.of(GitHttpServer.PASSWORD, "Basic ");
    }
}
