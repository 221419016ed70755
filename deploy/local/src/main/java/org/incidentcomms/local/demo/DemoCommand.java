package org.incidentcomms.local.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.settings.RunningStack;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.local.token.TokenKey;

/**
 * {@code deploy/local/demo}: posts the story through the API, waits for the deliveries, and prints a check of each
 * channel.
 */
public final class DemoCommand {

    private DemoCommand() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        StackSettings settings = StackSettings.of(Path.of(args[0]), System.getenv());
        Optional<RunningStack> stack = RunningStack.in(settings.data());
        if (stack.isEmpty()) {
            System.err.println("No stack is running. Start it in another terminal:  deploy/local/up");
            System.exit(1);
        }
        StackClient client = new StackClient(TokenKey.in(settings.data()).token("demo", "admin"));
        try {
            DemoRunner storyteller = new DemoRunner(client, stack.get(), System.out, Clock.systemUTC());
            List<Announcement> announcements = storyteller.tell();
            boolean complete = new DeliveryCheck(client, stack.get(), System.out).check(announcements);
            System.out.println();
            DeliveryCheck.addresses(stack.get()).forEach(System.out::println);
            System.exit(complete ? 0 : 1);
        } catch (StackClient.UnexpectedAnswer e) {
            System.err.println("\n" + e.getMessage());
            System.exit(1);
        }
    }
}
