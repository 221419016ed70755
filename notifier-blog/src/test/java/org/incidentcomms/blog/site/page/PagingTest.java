package org.incidentcomms.blog.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

    @Test
    void anArchivePageNeverChangesAsTheListGrows() {
        List<List<List<Integer>>> archives = new ArrayList<>();
        for (int size = 0; size < 100; size++) {
            archives.add(paged(size).archive());
        }
        for (int size = 1; size < archives.size(); size++) {
            List<List<Integer>> before = archives.get(size - 1);
            assertThat(archives.get(size).subList(0, before.size())).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 19, 20, 21, 29, 30, 95})
    void everyEntryStandsOnOnePageNewestFirst(int size) {
        Paging<Integer> paging = paged(size);
        List<Integer> all = new ArrayList<>(paging.front());
        paging.archive().reversed().forEach(all::addAll);

        assertThat(all).isEqualTo(IntStream.range(0, size).boxed().toList().reversed());
        assertThat(paging.archive()).allMatch(page -> page.size() == 10);
        assertThat(paging.front()).hasSizeLessThan(20);
        assertThat(paging.front()).hasSizeGreaterThanOrEqualTo(Math.min(size, 10));
    }

    private static Paging<Integer> paged(int size) {
        return Paging.of(IntStream.range(0, size).boxed().toList(), 10);
    }
}
