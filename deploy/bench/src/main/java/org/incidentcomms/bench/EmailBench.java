package org.incidentcomms.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.incidentcomms.bench.smtp.PostfixTools;
import org.incidentcomms.local.StackFailure;
import org.incidentcomms.local.StackRunsAlready;

/**
 * Measures notifier-email sending one event to a long update list, beside smtp-source, on a fresh stack for each number
 * of connections.
 */
final class EmailBench implements Bench {

    private final EmailOptions options;

    EmailBench(EmailOptions options) {
        this.options = options;
    }

    @Override
    public boolean run(Path root) throws StackFailure, StackRunsAlready, InterruptedException {
        PostfixTools postfix = PostfixTools.find();
        List<ListResult> results = new ArrayList<>();
        for (int connections : options.connections()) {
            results.add(onStack(root, "this", connections, postfix));
        }
        System.out.println();
        System.out.println(EmailTable.of(results));
        List<String> missed = results.stream()
                .filter(result -> result.build().equals("this"))
                .flatMap(result -> result.missed().stream())
                .toList();
        missed.forEach(sentence -> System.out.println("MISSED: " + sentence));
        System.out.println(missed.isEmpty() ? "met" : "");
        return missed.isEmpty();
    }

    private ListResult onStack(Path root, String build, int connections, PostfixTools postfix)
            throws StackFailure, StackRunsAlready, InterruptedException {
        BenchSetup setup = new BenchSetup(1, Map.of(), connections, 0, Set.of());
        try (BenchStack stack = BenchStack.start(root, setup);
                Operator operator = new Operator(stack, accepted -> {})) {
            stack.parts().hold("notifier-twitter");
            stack.parts().hold("notifier-blog");
            ListMailing mailing = new ListMailing(stack, operator, postfix, options);
            MailSizing.Sized sized = new MailSizing(stack, mailing).find(options.size());
            System.out.printf(
                    "%s build, %d connections: %d recipients, one mail has %d bytes%n",
                    build, connections, options.mails(), sized.bytes());
            return mailing.measure(build, connections, sized.message(), sized.bytes());
        }
    }
}
