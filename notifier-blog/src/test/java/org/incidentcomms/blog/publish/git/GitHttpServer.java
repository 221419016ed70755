package org.incidentcomms.blog.publish.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.incidentcomms.blog.publish.git.IncidentFile.Origin;
import org.incidentcomms.testkit.contract.FaultyRemoteSystem;
import org.incidentcomms.testkit.contract.RemoteCopies;

/** A bare repository over smart HTTP (gitprotocol-http) with one account. */
final class GitHttpServer extends FaultyRemoteSystem implements RemoteCopies {
    static final String USER = "incident-bot";
    static final String PASSWORD = "token-of-the-repository";

    private final HttpServer server;
    private BareRepository bare = new BareRepository();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger drops = new AtomicInteger();
    private final Random random = new Random(15);
    private volatile double dropped;
    private volatile boolean readOnly;
    private volatile Runnable beforePush = () -> {};
    private volatile Runnable afterAdvertisement = () -> {};

    GitHttpServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/site.git";
    }

    BareRepository bare() {
        return bare;
    }

    /** Drops this share of the answers, 0 to 1. */
    void drop(double share) {
        dropped = share;
    }

    int calls() {
        return calls.get();
    }

    int drops() {
        return drops.get();
    }

    void makeReadOnly() {
        readOnly = true;
    }

    /** Runs after the mirror has read the branch and before its push is taken. */
    void beforePush(Runnable action) {
        beforePush = action;
    }

    /** Runs after the branch's tip has been read for whoever fetches, and before it is told. */
    void afterAdvertisement(Runnable action) {
        afterAdvertisement = action;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            boolean isPush = path.endsWith("/git-receive-pack") || query.contains("git-receive-pack");
            if (isDown()) {
                exchange.sendResponseHeaders(503, -1);
            } else if (!("Basic " + login).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"Git\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (!path.startsWith("/site.git/")) {
                exchange.sendResponseHeaders(404, -1);
            } else if (isPush && readOnly) {
                exchange.sendResponseHeaders(403, -1);
            } else {
                if (path.endsWith("/git-receive-pack")) {
                    beforePush.run();
                }
                byte[] answer =
                        path.endsWith("/info/refs") ? advertise(isPush) : serve(isPush, unzipped(exchange, body));
                if (!(path.endsWith("/git-receive-pack") && losesAnswer()) && !isDropped()) {
                    String service = isPush ? "git-receive-pack" : "git-upload-pack";
                    String kind = path.endsWith("/info/refs") ? "-advertisement" : "-result";
                    exchange.getResponseHeaders().add("Content-Type", "application/x-" + service + kind);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                }
            }
        }
    }

    private boolean isDropped() {
        calls.incrementAndGet();
        boolean drop = random.nextDouble() < dropped;
        if (drop) {
            drops.incrementAndGet();
        }
        return drop;
    }

    private byte[] advertise(boolean isPush) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketLineOut lines = new PacketLineOut(out);
        lines.writeString("# service=" + (isPush ? "git-receive-pack" : "git-upload-pack") + "\n");
        lines.end();
        PacketLineOutRefAdvertiser advertiser = new PacketLineOutRefAdvertiser(lines);
        if (isPush) {
            receiver().sendAdvertisedRefs(advertiser);
        } else {
            UploadPack upload = new UploadPack(bare.repository());
            upload.setBiDirectionalPipe(false);
            upload.sendAdvertisedRefs(advertiser);
            afterAdvertisement.run();
        }
        return out.toByteArray();
    }

    private byte[] serve(boolean isPush, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (isPush) {
            receiver().receive(new ByteArrayInputStream(body), out, null);
        } else {
            UploadPack upload = new UploadPack(bare.repository());
            upload.setBiDirectionalPipe(false);
            upload.upload(new ByteArrayInputStream(body), out, null);
        }
        return out.toByteArray();
    }

    private ReceivePack receiver() {
        ReceivePack receive = new ReceivePack(bare.repository());
        receive.setBiDirectionalPipe(false);
        receive.setPreReceiveHook((pack, commands) -> {
            if (refuses()) {
                commands.forEach(command ->
                        command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, "pre-receive hook declined"));
            }
        });
        return receive;
    }

    private static byte[] unzipped(HttpExchange exchange, byte[] body) throws IOException {
        return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                : body;
    }

    @Override
    public Map<String, List<String>> copies() {
        Map<String, List<String>> copies = new LinkedHashMap<>();
        bare.files()
                .forEach((path, content) -> IncidentFile.origin(content)
                        .ifPresent(origin -> copies.computeIfAbsent(origin.incidentId(), id -> new ArrayList<>())
                                .add(content)));
        return copies;
    }

    /** Each commit of an incident's file, with the file's content. */
    @Override
    public List<Accepted> accepted() {
        List<Accepted> accepted = new ArrayList<>();
        for (RevCommit commit : bare.commits()) {
            String id = commit.getFullMessage().replaceAll("(?s).*\nIncident: (\\S+).*", "$1");
            for (String content : bare.files(commit).values()) {
                if (IncidentFile.origin(content)
                        .map(Origin::incidentId)
                        .filter(id::equals)
                        .isPresent()) {
                    accepted.add(new Accepted("git", commit.name(), content));
                }
            }
        }
        return accepted;
    }

    @Override
    public void reset() {
        super.reset();
        bare.close();
        bare = new BareRepository();
    }

    @Override
    public void close() {
        server.stop(0);
        bare.close();
    }
}
