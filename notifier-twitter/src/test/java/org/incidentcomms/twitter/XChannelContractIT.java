package org.incidentcomms.twitter;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.testkit.contract.ChannelContract;
import org.incidentcomms.testkit.contract.RemoteSystem;
import org.incidentcomms.testkit.x.XFault;
import org.incidentcomms.testkit.x.XFaults.Call;
import org.incidentcomms.testkit.x.XKeys;
import org.incidentcomms.testkit.x.XStub;
import org.incidentcomms.twitter.post.XFixture;

/** X keeps what every channel promises; a post is never doubled, not even by a kill. */
class XChannelContractIT extends ChannelContract {
    private static final Map<String, String> QUICK = Map.of("twitter.settle-wait", "PT0.6S");

    private final XStub x = XStub.start(0);
    private final RemoteSystem outside = new XOutside(x);

    @Override
    protected Channel<?> channel(DataSource dataSource) {
        return XFixture.channel(dataSource, x, Clock.systemUTC(), QUICK);
    }

    @Override
    protected List<String> migrations() {
        return List.of("classpath:db/twitter");
    }

    @Override
    protected RemoteSystem outside() {
        return outside;
    }

    @Override
    protected int enrol(DataSource dataSource) {
        return 1;
    }

    @Override
    protected List<String> secrets() {
        XKeys keys = x.keys();
        return List.of(keys.consumerSecret(), keys.accessTokenSecret(), keys.accessToken(), "oauth_signature=");
    }

    @Override
    protected int doubledPerKill() {
        return 0;
    }

    /** X as the contract disturbs it. */
    private record XOutside(XStub x, AtomicInteger refusedBefore) implements RemoteSystem {
        XOutside(XStub x) {
            this(x, new AtomicInteger());
        }

        @Override
        public List<Accepted> accepted() {
            return x.posts().stream()
                    .map(post -> new Accepted("the feed", post.id(), post.text()))
                    .toList();
        }

        @Override
        public void refuseNext(int times) {
            x.faults().rateLimit(Call.CREATE, times, Duration.ofSeconds(1));
        }

        @Override
        public void loseNextAnswer() {
            x.faults().nextPosts(1, XFault.ANSWER_LOST_TAKEN);
        }

        @Override
        public void goDown() {
            x.stop();
        }

        @Override
        public void comeUp() {
            x.start();
        }

        @Override
        public void reset() {
            x.start();
            x.clear();
            refusedBefore.set(x.faults().met(XFault.TOO_MANY_REQUESTS));
        }

        @Override
        public int attemptsInVain() {
            return x.faults().met(XFault.TOO_MANY_REQUESTS) - refusedBefore.get();
        }

        @Override
        public void close() {
            x.close();
        }
    }
}
