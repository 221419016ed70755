package org.incidentcomms.blog.site;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.incidentcomms.blog.site.page.ListView.Pager;
import org.incidentcomms.blog.site.page.Paging;

/**
 * The pages of one list, its front page and its archive. A page is rendered only if its entries or its links changed;
 * finding out compares references, which costs a fraction of rendering one page, for ten thousand entries too.
 */
final class ListPages<T> {
    private final String name;
    private final int size;
    private final UnaryOperator<String> href;
    private final Page<T> page;
    private final List<Content> archive = new ArrayList<>();
    private Content front = new Content(List.of(), -1);

    /** Renders one page. */
    interface Page<T> {
        String of(List<T> shown, Pager pager, String path);
    }

    /** @param neighbour number of the archive page it links to, or 0 */
    private record Content(List<?> shown, int neighbour) {}

    /**
     * @param name of the front page; archive page 1, the oldest, is {@code {name}/1}
     * @param size entries on an archive page
     * @param href makes the link to a path
     */
    ListPages(String name, int size, UnaryOperator<String> href, Page<T> page) {
        this.name = name;
        this.size = size;
        this.href = href;
        this.page = page;
    }

    void write(List<T> oldestFirst, BiConsumer<String, String> put, Consumer<String> delete) {
        Paging<T> paging = Paging.of(oldestFirst, size);
        int archived = paging.archive().size();
        Content shown = new Content(paging.front(), archived);
        if (!shown.equals(front)) {
            Pager pager = new Pager(null, archived == 0 ? null : link(archived));
            put.accept(name, page.of(paging.front(), pager, "/" + name));
            front = new Content(List.copyOf(paging.front()), archived);
        }
        for (int number = 1; number <= archived; number++) {
            writeArchived(number, paging.archive().get(number - 1), number == archived, put);
        }
        while (archive.size() > archived) {
            delete.accept(name + "/" + archive.size());
            archive.removeLast();
        }
    }

    private void writeArchived(int number, List<T> shown, boolean newest, BiConsumer<String, String> put) {
        Content content = new Content(shown, newest ? 0 : number + 1);
        if (number <= archive.size() && content.equals(archive.get(number - 1))) {
            return;
        }
        Pager pager =
                new Pager(newest ? href.apply("/" + name) : link(number + 1), number == 1 ? null : link(number - 1));
        put.accept(name + "/" + number, page.of(shown, pager, "/" + name + "/" + number));
        Content written = new Content(List.copyOf(shown), content.neighbour());
        if (number <= archive.size()) {
            archive.set(number - 1, written);
        } else {
            archive.add(written);
        }
    }

    private String link(int number) {
        return href.apply("/" + name + "/" + number);
    }
}
