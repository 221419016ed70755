package org.incidentcomms.service.ratelimit;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets the entry not used for longest once it has more than {@code largest} entries. Not thread-safe. */
public final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int largest;

    public LeastRecentlyUsed(int largest) {
        super(16, 0.75f, true);
        this.largest = largest;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > largest;
    }
}
