package org.incidentcomms.local.part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** A part that starts, or is ready, as the test decides. */
record StandInPart(ManagedProcess real, Optional<Callable<ProcessHandle>> starting, BooleanSupplier ready)
        implements ManagedProcess {
    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Tier tier() {
        return real.tier();
    }

    @Override
    public Set<String> needs() {
        return real.needs();
    }

    @Override
    public Path log() {
        return real.log();
    }

    @Override
    public ProcessHandle start() throws IOException {
        try {
            return starting.isPresent() ? starting.get().call() : real.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public boolean isReady() {
        return ready.getAsBoolean();
    }

    @Override
    public void stop(ProcessHandle process, Duration patience) throws IOException, InterruptedException {
        real.stop(process, patience);
    }
}
