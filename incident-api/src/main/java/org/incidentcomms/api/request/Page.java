package org.incidentcomms.api.request;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** One page of a list. */
public record Page<T>(
        List<T> items,

        @Schema(description = "Pass it as cursor to get the next page; null on the last page.") @Nullable String nextCursor) {

    /**
     * The requested page.
     *
     * @param after the id of the last item of the previous page, or null for the first page
     */
    public record PageRequest(int limit, @Nullable String after) {
        private static final int MOST = 200;
        private static final int USUAL = 50;
        private static final String NO_CURSOR = "must be a next_cursor of this list";

        /** Parses {@code ?limit=&cursor=}; 400 and 422 name the parameter. */
        public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
            if (cursor != null && !cursor.matches("[A-Za-z0-9_-]{1,64}")) {
                throw Problems.invalid("cursor", NO_CURSOR);
            }
            int number = QueryNumber.of("limit", limit, USUAL, MOST);
            return new PageRequest(number, cursor);
        }

        /** The number of rows to fetch: one more shows whether there is a next page. */
        public int toFetch() {
            return limit + 1;
        }

        /** Returns the page of a list held in memory; 422 if the cursor matches no item of it. */
        public <T> Page<T> pageOf(List<T> all, Function<T, String> id) {
            int from = after == null ? 0 : all.stream().map(id).toList().indexOf(after) + 1;
            if (after != null && from == 0) {
                throw Problems.invalid("cursor", NO_CURSOR);
            }
            return page(all.subList(from, Math.min(all.size(), from + toFetch())), id, Function.identity());
        }

        /** Cuts the fetched rows to the page. */
        public <S, T> Page<T> page(List<S> fetched, Function<S, String> id, Function<S, T> view) {
            boolean isMore = fetched.size() > limit;
            List<S> shown = isMore ? fetched.subList(0, limit) : fetched;
            return new Page<>(shown.stream().map(view).toList(), isMore ? id.apply(shown.getLast()) : null);
        }
    }
}
