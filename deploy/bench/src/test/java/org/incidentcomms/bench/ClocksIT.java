package org.incidentcomms.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** With a JVM of its own, where a C compiler is installed. */
class ClocksIT {

    @Test
    void a_running_process_has_its_clock_set_and_waits_as_long_as_before() throws Exception {
        assumeTrue(hasCompiler(), "cc is not installed");
        try (Clocks clocks = new Clocks()) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Teller.class.getName());
            builder.environment().putAll(clocks.variables("part"));
            Process process = builder.redirectErrorStream(true).start();
            try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(aheadOf(Instant.now(), told)).isBetween(-60L, 60L);

                clocks.set("part", Duration.ofMinutes(10));
                tell(process);
                assertThat(aheadOf(Instant.now(), told)).isBetween(540L, 660L);
                assertThat(told.readLine())
                        .as("ms that a wait of 300 ms took")
                        .satisfies(waited -> assertThat(Long.parseLong(waited)).isGreaterThanOrEqualTo(300));

                clocks.set("part", Duration.ZERO);
                tell(process);
                assertThat(aheadOf(Instant.now(), told)).isBetween(-60L, 60L);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static void tell(Process process) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    private static long aheadOf(Instant now, BufferedReader told) throws IOException {
        return Duration.between(now, Instant.ofEpochMilli(Long.parseLong(told.readLine())))
                .toSeconds();
    }

    private static boolean hasCompiler() throws InterruptedException {
        try {
            return new ProcessBuilder("cc", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Tells its wall clock, in milliseconds, and again for each byte it reads; once how long a timed wait took. */
    static final class Teller {
        private Teller() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(System.currentTimeMillis());
            int unused = System.in.read();
            System.out.println(System.currentTimeMillis());
            long begun = System.nanoTime();
            Object lock = new Object();
            synchronized (lock) {
                lock.wait(300);
            }
            System.out.println((System.nanoTime() - begun) / 1_000_000);
            unused = System.in.read();
            System.out.println(System.currentTimeMillis());
        }
    }
}
