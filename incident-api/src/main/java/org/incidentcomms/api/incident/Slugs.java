package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Creates unique slugs of {@code a-z 0-9 -} from titles. Claim them after locking components' rows, as a transaction
 * may have to wait for another that claims the same slug.
 */
@ApplicationScoped
public class Slugs {
    static final int LONGEST = 80;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’]");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDS = Pattern.compile("^-+|-+$");

    private final SlugStore store;

    Slugs(SlugStore store) {
        this.store = store;
    }

    /** Creates the slug of an incident's or maintenance's page. */
    public String ofIncident(String title) {
        return claim(SlugStore.INCIDENTS, slugified(title, "incident"));
    }

    /** Creates the slug of an update's blog post. */
    public String ofPost(String headline) {
        return claim(SlugStore.POSTS, slugified(headline, "update"));
    }

    private String claim(String nameSpace, String base) {
        int number = store.claim(nameSpace, base);
        return number == 1 ? base : base + "-" + number;
    }

    static String slugified(String text, String otherwise) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("æ", "ae");
        String dashed =
                OTHERS.matcher(APOSTROPHES.matcher(plain).replaceAll("")).replaceAll("-");
        String slug = ENDS.matcher(dashed).replaceAll("");
        if (slug.length() > LONGEST) {
            int end = slug.lastIndexOf('-', LONGEST);
            slug = slug.substring(0, end > LONGEST / 2 ? end : LONGEST);
        }
        return Optional.of(slug).filter(s -> !s.isEmpty()).orElse(otherwise);
    }
}
