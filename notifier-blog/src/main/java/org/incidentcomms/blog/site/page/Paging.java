package org.incidentcomms.blog.site.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Paging of a growing list with stable pages: archive pages are numbered from the oldest and always full, so a new
 * entry changes the front page and occasionally adds one archive page.
 *
 * @param front the newest entries, newest first: at most two pages' worth less one
 * @param archive page 1 (the oldest) first; each newest first
 */
public record Paging<T>(List<T> front, List<List<T>> archive) {

    /** The pages are views of {@code oldestFirst}. */
    public static <T> Paging<T> of(List<T> oldestFirst, int size) {
        int archived = Math.max(0, oldestFirst.size() / size - 1);
        List<List<T>> archive = new ArrayList<>(archived);
        for (int page = 0; page < archived; page++) {
            archive.add(oldestFirst.subList(page * size, (page + 1) * size).reversed());
        }
        return new Paging<>(
                oldestFirst.subList(archived * size, oldestFirst.size()).reversed(), archive);
    }
}
