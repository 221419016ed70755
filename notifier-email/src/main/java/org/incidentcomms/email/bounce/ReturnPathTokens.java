package org.incidentcomms.email.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.email.subscriber.LinkTokens;

/**
 * Finds the tokens of return paths in text, in any case, also where a forwarder has wrapped the address (SRS, BATV) or
 * changed its domain. What is found may be truncated or forged; {@link LinkTokens} verifies it.
 *
 * @param localPart of the bounce address, before the {@code +}
 */
record ReturnPathTokens(String localPart) {
    List<String> in(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(
                        "(?<![a-z0-9.-])" + Pattern.quote(localPart.toLowerCase(Locale.ROOT)) + "\\+([a-z0-9]+)")
                .matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
