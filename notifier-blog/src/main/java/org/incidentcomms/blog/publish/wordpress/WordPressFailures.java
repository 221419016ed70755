package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.http.ErrorText;
import org.incidentcomms.kit.http.HttpFailures;
import org.incidentcomms.kit.http.HttpReply;

/**
 * Maps WordPress's errors to delivery results whose text tells the operator what to change. Error codes: WordPress REST
 * API, {@code wp-includes/rest-api} and {@code wp-includes/user.php}.
 */
final class WordPressFailures {
    /** Every call may be repeated: a post is looked up before it is created. */
    static final HttpFailures HTTP = HttpFailures.of("WordPress").whenRepeatable();

    /** WordPress 6.1 answers the same to a wrong user, a wrong password and no password. */
    private static final String NO_LOGIN =
            "WORDPRESS_USERNAME or WORDPRESS_APPLICATION_PASSWORD is wrong (the password of the log-in page does not"
                    + " work), or the web server strips the Authorization header: with Apache and CGI or FastCGI add"
                    + " \"SetEnvIf Authorization .+ HTTP_AUTHORIZATION=$0\" or \"CGIPassAuth On\"";

    private static final String ROLE =
            "the account may not do this. Give WORDPRESS_USERNAME the role author or editor in WordPress";

    private WordPressFailures() {}

    static DeliveryResult of(HttpReply reply, Instant now) {
        Optional<JsonNode> json = Json.read(reply.body());
        int status = reply.status();
        if (status >= 300 && status < 400) {
            return park(FailureReason.INVALID, redirected(reply));
        }
        if (json.isEmpty()) {
            return ofPage(reply, now);
        }
        String code = json.get().path("code").asText("");
        String told =
                ErrorText.line("WordPress", status, json.get().path("message").asText("") + " (" + code + ")");
        if (status == 401 || status == 403) {
            return park(FailureReason.CREDENTIALS, told + ": " + denied(code));
        }
        // A fault with this post: its content breaks a plugin, or one query failed. Others may work.
        return status == 500 && !code.isEmpty()
                ? DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, told)
                : HTTP.ofReply(reply, told, now);
    }

    private static String denied(String code) {
        return switch (code) {
            case "incorrect_password" ->
                "WORDPRESS_APPLICATION_PASSWORD is not an application password of this user. Create one in WordPress"
                        + " under Users, Profile; the password of the log-in page does not work";
            case "invalid_username", "invalid_email" -> "WordPress has no user WORDPRESS_USERNAME";
            case "application_passwords_disabled", "application_passwords_disabled_for_user" ->
                "application passwords are switched off, by a plugin or because the site does not use https";
            case "rest_not_logged_in" -> NO_LOGIN;
            case "rest_cannot_create",
                    "rest_cannot_publish",
                    "rest_cannot_edit",
                    "rest_cannot_edit_others",
                    "rest_cannot_delete",
                    "rest_cannot_assign_term",
                    "rest_cannot_assign_sticky",
                    "rest_cannot_edit_sticky",
                    "rest_forbidden_context",
                    "rest_forbidden_status",
                    "rest_forbidden" -> ROLE;
            default ->
                "a security plugin restricts the REST API. Let WORDPRESS_USERNAME use the routes below /wp/v2/ in its"
                        + " settings";
        };
    }

    /** An answer that is a web page, so it is not WordPress's REST API that answers. */
    private static DeliveryResult ofPage(HttpReply reply, Instant now) {
        int status = reply.status();
        String told = ErrorText.line(
                "WordPress", status, ErrorText.htmlTitle(reply.body()).orElse("no JSON"));
        if (status == 401) {
            return park(
                    FailureReason.CREDENTIALS,
                    told + ": the web server asks for a password of its own. Exempt /wp-json/ from it, for both use the"
                            + " Authorization header");
        }
        if (status == 403 || status == 406) {
            return park(
                    FailureReason.POLICY,
                    told + ": a firewall or security plugin blocks the REST API. Allow /wp-json/ for this address");
        }
        if (status < 300) {
            return park(
                    FailureReason.INVALID,
                    told + ": the REST API answers with a web page. A plugin (cache, maintenance, log-in wall) or a"
                            + " firewall stands in front of it, or PHP prints errors into the answer");
        }
        return status == 404
                ? park(FailureReason.INVALID, told + ": no REST API there")
                : HTTP.ofReply(reply, told, now);
    }

    /** The target's path and query are left out, as they may hold anything. */
    static String redirected(HttpReply reply) {
        String target = reply.header("Location").orElse("").replaceFirst("[?#].*", "");
        return "WordPress redirects to " + (target.isEmpty() ? "another address" : target)
                + ". Set WORDPRESS_URL to the address that the site has in a browser";
    }

    static Park park(FailureReason reason, String told) {
        return new Park(reason, told);
    }
}
