package org.incidentcomms.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.local.settings.RunningStack;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.local.token.TokenKey;

/** {@code deploy/local/up [--fresh]}: starts the stack, prints its addresses, and runs until it is stopped. */
public final class UpCommand {

    private static final String USAGE = "usage: deploy/local/up [--fresh]";
    private static final Duration FOREVER = Duration.ofDays(10_000);

    private UpCommand() {}

    public static void main(String[] args) {
        List<String> options = List.of(args).subList(1, args.length);
        if (options.stream().anyMatch(option -> !option.equals("--fresh"))) {
            System.err.println(USAGE);
            System.exit(64);
        }
        StopSignals.interrupt(Thread.currentThread());
        System.exit(
                ended(Path.of(args[0]), options.isEmpty() ? LocalStack.Start.KEEPING_DATA : LocalStack.Start.FRESH));
    }

    /** Returns the exit code for {@code System.exit}: non-daemon threads would otherwise keep the process alive. */
    private static int ended(Path root, LocalStack.Start start) {
        try {
            return run(root, start);
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            System.err.println("\nThe stack stopped because of an error: " + e
                    + "\nStart it again with deploy/local/up; if it fails again, please report the lines above.");
            return 70;
        }
    }

    private static int run(Path root, LocalStack.Start start) throws IOException {
        long begun = System.nanoTime();
        StackSettings settings;
        try {
            settings = StackSettings.of(root, System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 64;
        }
        PrintStream out = System.out;
        try (LocalStack stack = LocalStack.start(settings, start, out, Boolean.getBoolean("local.terminal"))) {
            System.out.printf("%nReady after %.1f s.%n", (System.nanoTime() - begun) / 1e9);
            System.out.println(Welcome.of(stack.addresses(), settings, stack.token("operator", "operator")));
            Thread.sleep(FOREVER);
        } catch (StackRunsAlready e) {
            return sayWhereItRuns(settings, start);
        } catch (StackFailure e) {
            System.err.println("\n" + e.getMessage());
            return 1;
        } catch (InterruptedException toldToStop) {
            System.out.println("Stopped. The data is kept in " + settings.data());
        }
        return 0;
    }

    private static int sayWhereItRuns(StackSettings settings, LocalStack.Start start) throws IOException {
        Optional<RunningStack> running = RunningStack.in(settings.data());
        if (start == LocalStack.Start.FRESH || running.isEmpty()) {
            System.err.println("A stack is already running on " + settings.data() + ", or is starting or stopping."
                    + "\nStop it first:  deploy/local/down");
            return 1;
        }
        System.out.println("The stack is already running.");
        System.out.println(
                Welcome.of(running.get(), settings, TokenKey.in(settings.data()).token("operator", "operator")));
        return 0;
    }
}
