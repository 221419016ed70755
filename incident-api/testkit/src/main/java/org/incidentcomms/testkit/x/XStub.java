package org.incidentcomms.testkit.x;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.QuietLogs;
import org.incidentcomms.testkit.RestartableServer;
import org.incidentcomms.testkit.x.XFaults.Call;
import org.jspecify.annotations.Nullable;

/**
 * The X API v2 of one account, on 127.0.0.1: post, reply, delete, own timeline, own user.
 *
 * <p>As strict as X: signatures, nonces, weighted length, duplicates, replies to deleted posts, unknown parameters.
 * After {@link #stop()}, {@link #start()} serves the same posts on the same port.
 */
public final class XStub implements RestartableServer, AutoCloseable {

    private final int port;
    private final XKeys keys;
    private final Clock clock;
    private final XPosts posts;
    private final XFaults faults = new XFaults();
    private final XRequests requests = new XRequests();
    private final RateLimits limits;
    private final OAuth1 oauth;
    private @Nullable Running running;

    static {
        // Without it each response in two packets waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private XStub(int port, XKeys keys, Clock clock) {
        this.port = Ports.orFree(port);
        this.keys = keys;
        this.clock = clock;
        this.posts = new XPosts(clock);
        this.limits = new RateLimits(clock);
        this.oauth = new OAuth1(keys, clock);
    }

    /** Starts a stub with the test keys on this port; 0 picks a free port and keeps it. */
    public static XStub start(int port) {
        return start(port, XKeys.forTests(), Clock.systemUTC());
    }

    /** Starts a stub whose timestamps, limits and lags use this clock. */
    public static XStub start(int port, XKeys keys, Clock clock) {
        XStub stub = new XStub(port, keys, clock);
        stub.start();
        return stub;
    }

    /** Runs the stub as a separate process with {@code /control} endpoints: prints one READY line once it serves. */
    public static void main(String[] args) throws InterruptedException {
        QuietLogs.forProcess();
        if (args.length != 5) {
            System.err.println("usage: XStub PORT CONSUMER_KEY CONSUMER_SECRET ACCESS_TOKEN ACCESS_TOKEN_SECRET");
            System.exit(64);
        }
        XStub stub = start(Integer.parseInt(args[0]), new XKeys(args[1], args[2], args[3], args[4]), Clock.systemUTC());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stub::stop, "x-stub-stop"));
        System.out.println("READY " + stub.apiUrl());
        stopped.await();
    }

    @Override
    public int port() {
        return port;
    }

    /** The base URL for clients; it ends in {@code /2/}. */
    public String apiUrl() {
        return "http://127.0.0.1:" + port + "/2/";
    }

    /** The keys clients must sign with. */
    public XKeys keys() {
        return keys;
    }

    /** The account's own user id. */
    public String userId() {
        return XApi.USER_ID;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        try {
            CountDownLatch stopping = new CountDownLatch(1);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.createContext("/", new XApi(clock, oauth, posts, faults, limits, requests, stopping));
            server.createContext("/control/", new XControl(this));
            server.start();
            running = new Running(server, threads, stopping);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    @Override
    public synchronized void stop() {
        Running stopping = running;
        running = null;
        if (stopping != null) {
            stopping.stopping().countDown();
            stopping.server().stop(0);
            stopping.threads().shutdownNow();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    @Override
    public void close() {
        stop();
    }

    /** The injected faults; none initially. */
    public XFaults faults() {
        return faults;
    }

    /** The existing posts, oldest first. */
    public List<XPost> posts() {
        return posts.all().stream().filter(post -> !post.deleted()).toList();
    }

    /** The calls received, oldest first, including failed ones. */
    public List<XRequest> requests() {
        return requests.all();
    }

    /** Sets the number of calls of this kind allowed in 15 minutes from now. */
    public void limit(Call call, int perQuarterHour) {
        limits.limit(call, perQuarterHour);
    }

    /** Allows posts of this weighted length, as X does for an account that pays for it. */
    public void allowLength(int weightedLength) {
        posts.longest(weightedLength);
    }

    /** Sets the number of posts allowed in 24 hours from now. */
    public void limitPostsPerDay(int limit) {
        limits.postsPerDay(limit);
    }

    /** Removes posts, calls and faults. */
    public void clear() {
        posts.clear();
        requests.clear();
        faults.clear();
    }

    private record Running(HttpServer server, ExecutorService threads, CountDownLatch stopping) {}
}
