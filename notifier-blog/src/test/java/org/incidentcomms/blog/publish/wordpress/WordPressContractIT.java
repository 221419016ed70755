package org.incidentcomms.blog.publish.wordpress;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.testkit.contract.MirrorContract;
import org.incidentcomms.testkit.contract.RemoteCopies;

/** WordPress with one post per update keeps what every mirror promises. */
class WordPressContractIT extends MirrorContract {
    private final WordPressStub stub = new WordPressStub(StubSettings.USUAL);

    @Override
    protected MirrorChannel channel(DataSource dataSource) {
        return WordPressFixture.channel(stub, Map.of());
    }

    @Override
    protected List<String> migrations() {
        return List.of();
    }

    @Override
    protected RemoteCopies outside() {
        return new WordPressCopies(stub);
    }

    @Override
    protected List<String> secrets() {
        return List.of(WordPressStub.PASSWORD, "Basic ");
    }
}
