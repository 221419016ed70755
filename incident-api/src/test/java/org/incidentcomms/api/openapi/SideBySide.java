package org.incidentcomms.api.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The same for many calls: a few at once, for each of them mostly waits for the service. */
final class SideBySide {
    private static final int AT_ONCE = 6;

    private SideBySide() {}

    /** What came of each. */
    static <T, R> List<R> each(Collection<T> calls, Function<T, R> work)
            throws InterruptedException, ExecutionException {
        List<R> done = new ArrayList<>();
        List<Future<R>> begun = new ArrayList<>();
        // The order of the components names them all, so nobody may add one meanwhile.
        calls.stream().filter(SideBySide::isOfAllComponents).forEach(call -> done.add(work.apply(call)));
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            calls.stream()
                    .filter(call -> !isOfAllComponents(call))
                    .forEach(call -> begun.add(threads.submit(() -> work.apply(call))));
        }
        for (Future<R> future : begun) {
            done.add(future.get());
        }
        return done;
    }

    private static boolean isOfAllComponents(Object call) {
        return call.toString().endsWith(" /v1/components/order");
    }
}
