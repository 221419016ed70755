package org.incidentcomms.blog.site.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A list that stays sorted, oldest first. Its views copy nothing, so that reading the newest items costs the same
 * however long the history is. An item is found by the order alone, so no two items may be equal in it.
 */
final class Timeline<T> {
    private final Comparator<? super T> oldestFirst;
    private final List<T> items = new ArrayList<>();
    private final List<T> view = Collections.unmodifiableList(items);

    Timeline(Comparator<? super T> oldestFirst) {
        this.oldestFirst = oldestFirst;
    }

    void add(T item) {
        int index = Collections.binarySearch(items, item, oldestFirst);
        if (index < 0) {
            items.add(-index - 1, item);
        }
    }

    void remove(T item) {
        int index = Collections.binarySearch(items, item, oldestFirst);
        if (index >= 0) {
            items.remove(index);
        }
    }

    /** All items, oldest first; a view. */
    List<T> all() {
        return view;
    }

    Stream<T> newestFirst() {
        return view.reversed().stream();
    }

    List<T> newest(int limit) {
        return newestFirst().limit(limit).toList();
    }
}
