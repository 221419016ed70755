package org.incidentcomms.bench.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.incidentcomms.bench.proxy.TcpProxy;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.Ports;

/**
 * A primary and its synchronous standby behind one address: a commit returns once both have flushed it. After a
 * fail-over the former standby answers at that address, and a new standby has been made from it.
 *
 * <p>It does what a cluster manager does in synchronous mode. While there is no standby, the primary commits alone.
 */
public final class PostgresPair implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final TcpProxy address;
    private PostgresNode primary;
    private PostgresNode standby;
    private int nodes = 2;

    private PostgresPair(Path folder, TcpProxy address, PostgresNode primary, PostgresNode standby) {
        this.folder = folder;
        this.address = address;
        this.primary = primary;
        this.standby = standby;
    }

    /** Starts both on temporary directories; the pair answers on this port. */
    public static PostgresPair start(int port, List<String> databases) throws InterruptedException {
        Path folder = Directories.temporary("bench-postgres-");
        PostgresNode primary = PostgresNode.start(folder.resolve("node-1"), Ports.free());
        try {
            databases.forEach(primary::createDatabase);
            primary.run("alter system set wal_keep_size = '" + PostgresNode.KEPT_LOG + "'");
            primary.run("select pg_reload_conf()");
            PostgresNode standby = PostgresNode.follow(primary, folder.resolve("node-2"), Ports.free());
            PostgresPair pair = new PostgresPair(folder, TcpProxy.start(port, primary.port()), primary, standby);
            pair.replicateSynchronously();
            return pair;
        } catch (InterruptedException | RuntimeException e) {
            primary.stop();
            throw e;
        }
    }

    /** The standby that a commit waits for. */
    PostgresNode standby() {
        return standby;
    }

    /**
     * Kills the primary with all its sessions, promotes the standby after this time, and returns once a new standby is
     * synchronous.
     */
    public void failOver(Duration outage) throws InterruptedException {
        primary.kill();
        address.cut();
        Thread.sleep(outage);
        standby.promote();
        address.redirect(standby.port());
        Directories.delete(primary.directory());
        primary = standby;
        standby = PostgresNode.follow(primary, folder.resolve("node-" + ++nodes), Ports.free());
        replicateSynchronously();
    }

    @Override
    public void close() {
        address.close();
        primary.stop();
        standby.stop();
        Directories.delete(folder);
    }

    private void replicateSynchronously() throws InterruptedException {
        primary.run("alter system set synchronous_standby_names = '" + PostgresNode.STANDBY + "'");
        primary.run("select pg_reload_conf()");
        long begun = System.nanoTime();
        while (!primary.isTrue("select count(*) = 1 from pg_stat_replication where sync_state = 'sync'")) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("no synchronous standby within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
    }
}
