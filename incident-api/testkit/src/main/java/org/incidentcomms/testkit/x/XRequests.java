package org.incidentcomms.testkit.x;

import com.sun.net.httpserver.HttpExchange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The most recent calls, oldest first. */
final class XRequests {

    private static final int KEPT = 100_000;

    private final Deque<XRequest> requests = new ArrayDeque<>();

    synchronized void add(HttpExchange exchange, int status, String note) {
        if (requests.size() == KEPT) {
            requests.removeFirst();
        }
        requests.add(new XRequest(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath(), status, note));
    }

    synchronized List<XRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }
}
