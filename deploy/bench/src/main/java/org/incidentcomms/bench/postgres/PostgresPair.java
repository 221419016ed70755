package org.incidentcomms.bench.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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

    /**
     * Starts both on new directories in this folder; the pair answers on this port. What an earlier run left running in
     * the folder is killed.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static PostgresPair start(Path folder, int port, List<String> databases) throws InterruptedException {
        int primaryPort = Ports.free();
        TcpProxy address = TcpProxy.start(port, primaryPort);
        try {
            deleteNodes(folder);
            PostgresNode primary = PostgresNode.start(folder.resolve("node-1"), primaryPort);
            databases.forEach(primary::createDatabase);
            primary.run("alter system set wal_keep_size = '" + PostgresNode.WAL_KEEP_SIZE + "'");
            primary.run("select pg_reload_conf()");
            PostgresNode standby = PostgresNode.follow(primary, folder.resolve("node-2"), Ports.free());
            PostgresPair pair = new PostgresPair(folder, address, primary, standby);
            pair.replicateSynchronously();
            return pair;
        } catch (InterruptedException | RuntimeException e) {
            address.close();
            deleteNodes(folder);
            throw e;
        }
    }

    private static void deleteNodes(Path folder) throws InterruptedException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> nodes = Files.newDirectoryStream(folder, Files::isDirectory)) {
                for (Path node : nodes) {
                    PostgresNode.kill(node);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + folder, e);
            }
            Directories.delete(folder);
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

    /** Starts the servers that exited by themselves, and returns once the standby is synchronous. */
    public void restartExited() throws InterruptedException {
        for (PostgresNode node : List.of(primary, standby)) {
            if (node.processes().isEmpty()) {
                node.restart();
            }
        }
        replicateSynchronously();
    }

    /** Kills both: their data is deleted. */
    @Override
    public void close() throws InterruptedException {
        address.close();
        deleteNodes(folder);
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
