package org.incidentcomms.local;

import org.incidentcomms.local.settings.RunningStack;
import org.incidentcomms.local.settings.StackSettings;

/** Text printed once everything is ready: addresses, a token, and commands to try. */
final class Welcome {

    private Welcome() {}

    static String of(RunningStack stack, StackSettings settings, String token) {
        String mail = stack.mailbox()
                .map(mailbox -> mailbox + "/")
                .orElse("(mail is sent to "
                        + settings.given("SMTP_RELAYS")
                                .or(() -> settings.given("SMTP_HOST"))
                                .orElse("localhost") + ")");
        return """

                Status page   %1$s/
                Blog          %1$s/blog
                Mailbox       %2$s
                Posts on X    %3$s/v1/posts%4$s
                Console       %5$s/
                Operator API  %5$s/q/swagger-ui
                Logs, data    %6$s

                A token for 12 hours (create others with: deploy/local/token [viewer|operator|admin] [name]):

                export TOKEN=%7$s

                Add yourself to the update list, then open an incident:

                curl -s %8$s/v1/subscribers -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                  -d '{"email": "you@example.com", "confirmed": true}'
                curl -s %5$s/v1/incidents -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                  -d '{"title": "Slow log-in", "status": "investigating", "impact": "major", "message": "Logging in takes longer than usual. We are looking into it."}'

                Play a demo of two days of incidents:  deploy/local/demo
                Stop with Ctrl-C or deploy/local/down; the data is kept. Start without it: deploy/local/up --fresh
                """.formatted(
                        stack.notifierBlog(),
                        mail,
                        stack.notifierTwitter(),
                        stack.postsForReal() ? "" : "   (dry run: no X keys are set)",
                        stack.incidentApi(),
                        settings.data(),
                        token,
                        stack.notifierEmail());
    }
}
