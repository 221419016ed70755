package org.incidentcomms.email.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How many messages may be sent a second.
 *
 * @param total over all connections, 0 for no limit
 * @param perDomain by the recipient's domain, in lower case; {@code *} for each other one
 */
record SendingRates(double total, Map<String, Double> perDomain) {
    static final SendingRates UNLIMITED = new SendingRates(0, Map.of());
    private static final Pattern DOMAIN = Pattern.compile("\\*|[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final String ANY = "*";

    SendingRates {
        if (total != 0 && !(total >= 1 && total <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "SMTP_RATE is " + total + "; it must be at least 1 message per second, or 0 for no limit");
        }
        perDomain = Map.copyOf(perDomain);
    }

    /**
     * @param domains such as {@code gmail.com=20,*=5}, or empty
     * @throws IllegalArgumentException naming the setting, the part that is wrong and what is expected
     */
    static SendingRates parse(double total, String domains) {
        Map<String, Double> perDomain = new LinkedHashMap<>();
        for (String part : domains.isBlank() ? new String[0] : domains.split(",", -1)) {
            String[] pair = part.strip().toLowerCase(Locale.ROOT).split("=", -1);
            if (pair.length != 2 || !DOMAIN.matcher(pair[0].strip()).matches()) {
                throw wrong(part);
            }
            if (perDomain.put(pair[0].strip(), rate(pair[1].strip(), part)) != null) {
                throw new IllegalArgumentException("SMTP_DOMAIN_RATE names " + pair[0].strip() + " twice");
            }
        }
        return new SendingRates(total, perDomain);
    }

    private static double rate(String number, String part) {
        try {
            double rate = Double.parseDouble(number);
            if (rate >= 0.01 && rate <= 1_000_000) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // as for a number out of range
        }
        throw wrong(part);
    }

    private static IllegalArgumentException wrong(String part) {
        return new IllegalArgumentException("SMTP_DOMAIN_RATE has the part \"" + part.strip()
                + "\"; expected a domain (or *) and messages per second, at least 0.01, such as gmail.com=20,*=5");
    }

    /** Messages per second to this domain, 0 for no limit. */
    double of(String domain) {
        Double named = perDomain.get(domain);
        return named != null ? named : perDomain.getOrDefault(ANY, 0.0);
    }
}
