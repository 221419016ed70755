package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.bench.ServiceLinks.Peer;
import org.incidentcomms.bench.proxy.TcpProxy;
import org.incidentcomms.bench.proxy.TcpProxy.Direction;
import org.incidentcomms.local.part.PartState;
import org.incidentcomms.local.settings.StackPort;

/** Injects one fault for a while. */
final class FaultInjector {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** More than most checks of a time allow. */
    private static final Duration STEP = Duration.ofMinutes(10);

    /** Bytes of a Kafka request before its API key: the length. https://kafka.apache.org/protocol#protocol_messages */
    private static final int REQUEST_KEY = 4;

    private static final short PRODUCE = 0;

    private final BenchStack stack;
    private final Random random;
    private final Duration length;
    private final Surroundings surroundings;

    FaultInjector(BenchStack stack, Random random, Duration length, Surroundings surroundings) {
        this.stack = stack;
        this.random = random;
        this.length = length;
        this.surroundings = surroundings;
    }

    /** Injects the fault into one process of this service, or this server, and returns once that is ready again. */
    void strike(Fault fault, String target) throws InterruptedException {
        switch (fault) {
            case KILL -> kill(victim(target));
            case PAUSE -> suspended(victim(target), () -> Thread.sleep(length));
            case CUT_POSTGRES, CUT_KAFKA, CUT_SMTP -> cut(fault, victim(target));
            case RESTART -> restart(victim(target));
            case FAIL_OVER -> stack.postgres().failOver(length);
            case FILL_DISK -> fillDisk();
            case STEP_CLOCK -> stepClock(victim(target));
            case DEPOSE -> depose();
        }
    }

    private void kill(String part) throws InterruptedException {
        stack.parts().kill(part);
        awaitRestart(part);
    }

    private void awaitRestart(String part) throws InterruptedException {
        await(part + " to exit", () -> stack.parts().state(part) != PartState.READY);
        await(part + " to start", () -> stack.parts().state(part) == PartState.READY);
    }

    private void suspended(String part, Operator.Deed meanwhile) throws InterruptedException {
        stack.rotation().remove(part);
        try {
            stack.parts().pause(part);
            try {
                meanwhile.run();
            } finally {
                stack.parts().resume(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady(part);
        stack.rotation().add(part);
    }

    private void cut(Fault fault, String part) throws InterruptedException {
        List<TcpProxy> links = stack.links().between(part, fault.peer().orElseThrow());
        stack.rotation().remove(part);
        links.forEach(TcpProxy::hold);
        try {
            Thread.sleep(length);
        } finally {
            links.forEach(TcpProxy::resume);
        }
        awaitReady(part);
        stack.rotation().add(part);
    }

    private void restart(String server) throws InterruptedException {
        stack.parts().hold(server);
        try {
            Thread.sleep(length);
        } finally {
            stack.parts().release(server);
        }
        await(server + " to start", () -> stack.parts().state(server) == PartState.READY);
    }

    /** Databases and brokers may exit; the former are restarted here, the latter by what keeps the stack running. */
    private void fillDisk() throws InterruptedException {
        new FullDisk(surroundings.disk().orElseThrow()).fill(length);
        if (surroundings.standby()) {
            stack.postgres().restartExited();
        }
        for (String server : stack.servers()) {
            await(server + " to be ready", () -> stack.parts().state(server) == PartState.READY);
        }
        for (String service : Fault.KILL.targets()) {
            for (String part : stack.replicas(service)) {
                awaitReady(part);
            }
        }
    }

    /** Set back, the clock ends the process. */
    private void stepClock(String part) throws InterruptedException {
        Clocks clocks = surroundings.clocks().orElseThrow();
        clocks.set(part, STEP);
        try {
            Thread.sleep(length);
        } finally {
            clocks.set(part, Duration.ZERO);
        }
        awaitRestart(part);
    }

    private void depose() throws InterruptedException {
        String leader = leader();
        String other = stack.replicas(StackPort.INCIDENT_API.owner()).stream()
                .filter(replica -> !replica.equals(leader))
                .findFirst()
                .orElseThrow();
        List<TcpProxy> links = stack.links().between(leader, Peer.KAFKA);
        links.forEach(link -> link.holdFrom(Direction.TO_SERVER, FaultInjector::isProduce));
        await("something to be published", () -> links.stream().anyMatch(link -> link.held(Direction.TO_SERVER) > 0));
        suspended(leader, () -> {
            long begun = System.nanoTime();
            RelayLeader.endSession(stack);
            await(other + " to become leader", () -> RelayLeader.leads(stack, other));
            System.out.printf("%s became leader, replacing %s%n", other, leader);
            TimeUnit.NANOSECONDS.sleep(begun + length.toNanos() - System.nanoTime());
            links.forEach(TcpProxy::resume);
        });
    }

    private String leader() throws InterruptedException {
        await("one relay to lead", () -> RelayLeader.of(stack).isPresent());
        return RelayLeader.of(stack).orElseThrow(() -> new IllegalStateException("the relay has just lost the lead"));
    }

    private static boolean isProduce(ByteBuffer request) {
        return request.remaining() > REQUEST_KEY + Short.BYTES && request.getShort(REQUEST_KEY) == PRODUCE;
    }

    /** For incident-api the process whose relay is leader, because it is affected most; else a random one. */
    private String victim(String service) throws InterruptedException {
        if (service.equals(StackPort.POSTGRES.owner())) {
            return service;
        }
        if (service.equals(StackPort.KAFKA.owner())) {
            List<String> brokers = stack.brokers();
            return brokers.size() == 1 ? service : brokers.get(random.nextInt(brokers.size()));
        }
        List<String> replicas = stack.replicas(service);
        int drawn = random.nextInt(replicas.size());
        return service.equals(StackPort.INCIDENT_API.owner()) ? leader() : replicas.get(drawn);
    }

    private void awaitReady(String part) throws InterruptedException {
        await(part + " to be ready", () -> {
            try {
                return stack.client()
                        .get(stack.address(part).resolve("/q/health/ready"))
                        .isSuccess();
            } catch (UncheckedIOException notYet) {
                return false;
            }
        });
    }

    /** A condition to wait for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static void await(String what, Condition condition) throws InterruptedException {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("waited for " + what + " for " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
    }
}
