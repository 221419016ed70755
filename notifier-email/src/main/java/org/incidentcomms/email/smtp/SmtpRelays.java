package org.incidentcomms.email.smtp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The relays named by {@code SMTP_RELAYS}, or the single one of {@code SMTP_HOST} and {@code SMTP_PORT}. */
final class SmtpRelays {
    private static final Pattern RELAY =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\s:;,\\[\\]]+):(\\d{1,5})(?:;weight=(\\d{1,3}))?");

    /**
     * @param host an IPv6 address without brackets
     * @param weight share of the messages, relative to the other relays
     */
    record Address(String host, int port, int weight) {}

    private SmtpRelays() {}

    /** @throws IllegalArgumentException naming the setting, the part that is wrong and what is expected */
    static List<Address> parse(Optional<String> relays, Optional<String> host, Optional<Integer> port) {
        if (relays.isEmpty()) {
            return List.of(new Address(host.orElse("localhost"), port.orElse(25), 1));
        }
        if (host.isPresent() || port.isPresent()) {
            throw new IllegalArgumentException("SMTP_RELAYS and " + (host.isPresent() ? "SMTP_HOST" : "SMTP_PORT")
                    + " are both set; set SMTP_RELAYS for several relays, or SMTP_HOST and SMTP_PORT for one");
        }
        List<Address> addresses = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String part : relays.get().split(",", -1)) {
            Matcher matcher = RELAY.matcher(part.strip());
            if (!matcher.matches()) {
                throw wrong(part);
            }
            Address address = new Address(
                    matcher.group(1).replaceAll("[\\[\\]]", ""),
                    Integer.parseInt(matcher.group(2)),
                    matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3)));
            if (address.port() < 1 || address.port() > 65_535 || address.weight() < 1 || address.weight() > 100) {
                throw wrong(part);
            }
            if (!seen.add(address.host() + ":" + address.port())) {
                throw new IllegalArgumentException("SMTP_RELAYS names " + part.strip() + " twice");
            }
            addresses.add(address);
        }
        return addresses;
    }

    private static IllegalArgumentException wrong(String part) {
        return new IllegalArgumentException(
                "SMTP_RELAYS has the part \"" + part.strip() + "\"; expected host:port,"
                        + " with a weight from 1 to 100 if wanted, such as smtp1.example.com:587,smtp2.example.com:587;weight=2");
    }
}
