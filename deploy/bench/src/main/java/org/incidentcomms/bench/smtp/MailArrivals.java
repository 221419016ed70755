package org.incidentcomms.bench.smtp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records which update reached which address, how often and when; the update is found from the Message-ID, which begins
 * with its id. One small entry per update and address, whatever the size of the mails.
 */
public final class MailArrivals {

    private static final Pattern UPDATE = Pattern.compile("^<([^.>]+)\\.");

    private record Key(String address, String updateId) {}

    /**
     * The mails of one update to one address.
     *
     * @param last arrival of the last copy
     */
    public record Arrival(int copies, Instant first, Instant last) {
        private Arrival again(Instant at) {
            return new Arrival(copies + 1, first, at);
        }
    }

    private final Map<Key, Arrival> arrivals = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private int total;
    private volatile int lastSize;
    private Instant lastAt = Instant.MIN;
    private Duration longestSilence = Duration.ZERO;

    void add(String address, String messageId, Instant at) {
        Matcher update = UPDATE.matcher(messageId);
        lock.lock();
        try {
            total++;
            longestSilence = longer(longestSilence, lastAt, at);
            lastAt = at;
            if (update.find()) {
                arrivals.merge(
                        new Key(address, update.group(1)), new Arrival(1, at, at), (before, one) -> before.again(at));
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void sized(int bytes) {
        lastSize = bytes;
    }

    /** Size of the last mail, header and body as sent, in bytes. */
    public int lastSize() {
        return lastSize;
    }

    /** The mails of this update to this address. */
    public Optional<Arrival> of(String address, String updateId) {
        lock.lock();
        try {
            return Optional.ofNullable(arrivals.get(new Key(address, updateId)));
        } finally {
            lock.unlock();
        }
    }

    /** Mails beyond the first per address and update, also for updates whose POST got no response. */
    public int doubled() {
        return doubled(Set.of());
    }

    /** The same without these updates: a correction is one more mail about the update it corrects. */
    public int doubled(Set<String> corrected) {
        lock.lock();
        try {
            return arrivals.entrySet().stream()
                    .filter(one -> !corrected.contains(one.getKey().updateId()))
                    .mapToInt(one -> one.getValue().copies() - 1)
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    /** The largest number of copies of one update to one address, among those that got one since then. */
    public int mostCopies(Instant since) {
        lock.lock();
        try {
            return arrivals.values().stream()
                    .filter(one -> !one.last().isBefore(since))
                    .mapToInt(Arrival::copies)
                    .max()
                    .orElse(0);
        } finally {
            lock.unlock();
        }
    }

    /** Number of mails accepted so far. */
    public int total() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first mail of this update to this address; empty on time-out. */
    public Optional<Arrival> await(String address, String updateId, Duration atMost) throws InterruptedException {
        Key key = new Key(address, updateId);
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!arrivals.containsKey(key) && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return Optional.ofNullable(arrivals.get(key));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this many mails were accepted since the start; returns false on time-out. */
    public boolean awaitTotal(int count, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (total < count && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return total >= count;
        } finally {
            lock.unlock();
        }
    }

    /** Starts measuring the longest time without a mail. */
    public void watchSilence(Instant from) {
        lock.lock();
        try {
            lastAt = from;
            longestSilence = Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /** The longest time between two mails since {@link #watchSilence}, including the time before the first. */
    public Duration longestSilence() {
        lock.lock();
        try {
            return longestSilence;
        } finally {
            lock.unlock();
        }
    }

    private static Duration longer(Duration one, Instant from, Instant to) {
        if (from.equals(Instant.MIN)) {
            return one;
        }
        Duration other = Duration.between(from, to);
        return other.compareTo(one) > 0 ? other : one;
    }
}
