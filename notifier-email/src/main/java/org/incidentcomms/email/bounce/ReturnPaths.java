package org.incidentcomms.email.bounce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.email.subscriber.LinkTokens;
import org.jspecify.annotations.Nullable;

/**
 * Envelope senders: {@code bounces+{token}@example.com}, one for each subscriber (VERP), where {@code BOUNCE_ADDRESS} is
 * set; otherwise the sender's own address.
 */
public final class ReturnPaths {
    /** RFC 5321, 4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    private static final int TOKEN_LENGTH = 48;
    private static final int LONGEST_NAME = LONGEST_LOCAL_PART - TOKEN_LENGTH - 1;
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)@([A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9])");

    private final @Nullable LinkTokens links;
    private final String localPart;
    private final String domain;

    private ReturnPaths(@Nullable LinkTokens links, String localPart, String domain) {
        this.links = links;
        this.localPart = localPart;
        this.domain = domain;
    }

    /**
     * One address per subscriber.
     *
     * @throws IllegalArgumentException if the address cannot carry a token; the message names the setting
     */
    static ReturnPaths perSubscriber(String bounceAddress, LinkTokens links) {
        Matcher matcher = ADDRESS.matcher(bounceAddress.strip());
        if (!matcher.matches() || matcher.group(1).length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "BOUNCE_ADDRESS must be an address such as bounces@example.com, with at most "
                            + LONGEST_NAME
                            + " letters, digits, dots, hyphens and underscores before the @: a + and a token of "
                            + TOKEN_LENGTH + " characters follow them");
        }
        return new ReturnPaths(links, matcher.group(1), matcher.group(2));
    }

    /** The same address for everybody. */
    public static ReturnPaths single(String address) {
        int at = address.lastIndexOf('@');
        return new ReturnPaths(null, address.substring(0, at), address.substring(at + 1));
    }

    /** The part before the {@code +}. */
    String localPart() {
        return localPart;
    }

    /**
     * Where bounces of a subscriber's mail go.
     *
     * @param recipientKey null for an address that is not on the list
     */
    public String of(@Nullable String recipientKey) {
        String token = links == null || recipientKey == null ? "" : "+" + links.signReturnPath(recipientKey);
        return localPart + token + "@" + domain;
    }
}
