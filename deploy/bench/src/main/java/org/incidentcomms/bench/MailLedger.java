package org.incidentcomms.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.testkit.mail.ReceivedMail;

/** Which update reached which address, and when; from the Message-ID, which begins with the update's id. */
final class MailLedger {

    private static final Pattern UPDATE = Pattern.compile("^<([^.>]+)\\.");

    /** What one address was told about one update. */
    record Key(String address, String updateId) {}

    private final Map<Key, List<Instant>> arrivals = new HashMap<>();

    MailLedger(List<ReceivedMail> mails) {
        for (ReceivedMail mail : mails) {
            Matcher update = UPDATE.matcher(mail.header("Message-ID"));
            if (update.find()) {
                arrivals.computeIfAbsent(new Key(mail.recipient(), update.group(1)), key -> new ArrayList<>())
                        .add(mail.receivedAt());
            }
        }
    }

    List<Instant> of(String address, String updateId) {
        return arrivals.getOrDefault(new Key(address, updateId), List.of());
    }

    /** Mails beyond the first of each address and update, also of updates whose POST was never answered. */
    int doubled() {
        return arrivals.values().stream().mapToInt(times -> times.size() - 1).sum();
    }
}
