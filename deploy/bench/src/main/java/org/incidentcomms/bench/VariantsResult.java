package org.incidentcomms.bench;

import java.util.List;
import java.util.Locale;

/**
 * The same list in one language and time zone, and in 40 variants: five languages, eight zones.
 *
 * @param one mailings in one variant
 * @param many mailings in 40, sent in turn with those
 * @param peakMb memory of the service, at its peak
 */
record VariantsResult(int connections, List<MailingResult> one, List<MailingResult> many, double peakMb) {
    static final double BAR = 0.8;

    VariantsResult {
        one = List.copyOf(one);
        many = List.copyOf(many);
    }

    double ratio() {
        return perSecond(many) / perSecond(one);
    }

    private static double perSecond(List<MailingResult> mailings) {
        return mailings.stream().mapToInt(MailingResult::mails).sum()
                / mailings.stream().mapToDouble(MailingResult::seconds).sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d connections: 40 variants %,.0f mails/s, one variant %,.0f mails/s: %.2f times as many (>= %.1f); memory at"
                        + " its peak %,.0f MB",
                connections,
                perSecond(many),
                perSecond(one),
                ratio(),
                BAR,
                peakMb);
    }
}
