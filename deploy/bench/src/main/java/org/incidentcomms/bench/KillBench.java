package org.incidentcomms.bench;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.incidentcomms.local.part.PartState;

/**
 * Each service is killed with -9 again and again, at a seeded moment up to two seconds after a POST while ten more a
 * second come in, and is started again at once. Nothing accepted may be lost; mails may double only by what was on the
 * wire; posts and pages never.
 */
final class KillBench implements Bench {

    private static final List<String> SERVICES =
            List.of("incident-api", "notifier-email", "notifier-twitter", "notifier-blog");
    private static final Duration INTERVAL = Duration.ofMillis(100);
    /** Two for each of the connections the mail notifier has by default. */
    private static final int DOUBLED_MAILS_PER_KILL = 2 * 8;

    private final int rounds;
    private final long seed;

    KillBench(int rounds, long seed) {
        this.rounds = rounds;
        this.seed = seed;
    }

    @Override
    public int subscribers() {
        return 10;
    }

    @Override
    public boolean run(BenchStack stack) throws InterruptedException {
        System.out.printf("%d rounds per service, seed %d%n", rounds, seed);
        Random random = new Random(seed);
        try (Operator operator = new Operator(stack, accepted -> {})) {
            for (String service : SERVICES) {
                for (int round = 1; round <= rounds; round++) {
                    killWhileOpening(stack, operator, service, random.nextInt(2_000));
                }
                System.out.printf(
                        "%s killed %d times, %d updates accepted so far%n",
                        service, rounds, operator.accepted().size());
            }
            operator.settle();
            List<Accepted> owed = operator.accepted();
            Census census = Census.await(stack, owed, Duration.ofMinutes(3)).census();
            System.out.printf(
                    "%d accepted, %d refused or cut while incident-api was down%n", owed.size(), operator.refused());
            System.out.println(census);
            int allowed = DOUBLED_MAILS_PER_KILL * rounds;
            boolean held = census.lost() == 0
                    && census.mailsDoubled() <= allowed
                    && census.postsDoubled() == 0
                    && census.mailsDisordered() == 0;
            System.out.printf(
                    "%s (0 lost, at most %d mails doubled, 0 posts doubled)%n", held ? "held" : "MISSED", allowed);
            return held;
        }
    }

    private static void killWhileOpening(BenchStack stack, Operator operator, String service, int afterMillis)
            throws InterruptedException {
        operator.openEvery(INTERVAL, 1 + afterMillis / (int) INTERVAL.toMillis());
        Thread.sleep(afterMillis % INTERVAL.toMillis());
        stack.parts().kill(service);
        while (stack.parts().state(service) == PartState.READY) {
            Thread.sleep(10);
        }
        while (stack.parts().state(service) != PartState.READY) {
            Thread.sleep(50);
        }
    }
}
