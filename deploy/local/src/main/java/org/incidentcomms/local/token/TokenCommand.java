package org.incidentcomms.local.token;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.incidentcomms.local.settings.StackSettings;

/** {@code deploy/local/token [group] [name]}: prints a bearer token for the local stack. */
public final class TokenCommand {

    private static final List<String> GROUPS = List.of("viewer", "operator", "admin", "alerting");

    private TokenCommand() {}

    public static void main(String[] args) throws IOException {
        String group = args.length > 1 ? args[1] : "operator";
        String name = args.length > 2 ? args[2] : group;
        if (args.length == 0 || args.length > 3 || !GROUPS.contains(group)) {
            System.err.println("usage: deploy/local/token [viewer|operator|admin|alerting] [name]");
            System.exit(64);
        }
        StackSettings settings = StackSettings.of(Path.of(args[0]), System.getenv());
        System.out.println(TokenKey.in(settings.data()).token(name, group));
    }
}
