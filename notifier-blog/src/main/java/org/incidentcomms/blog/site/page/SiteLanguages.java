package org.incidentcomms.blog.site.page;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.incidentcomms.kit.wording.Language;
import org.jspecify.annotations.Nullable;

/**
 * The languages of the pages, each a tree of its own: the company's at the root, the others below {@code /de/}, {@code
 * /fr/} and so on. What an operator wrote appears in each in its language where it is translated.
 *
 * @param company the company's language
 * @param others without it
 */
public record SiteLanguages(Language company, List<Language> others) {
    private static final String SETTING = "BLOG_SITE_LANGUAGES";

    public SiteLanguages {
        others = List.copyOf(others);
    }

    /**
     * The languages of a setting.
     *
     * @param tags IETF tags; the company's language need not be among them
     * @throws IllegalArgumentException if a tag is none of {@link Language#tags}
     */
    public static SiteLanguages of(Language company, List<String> tags) {
        Set<Language> others = EnumSet.noneOf(Language.class);
        for (String tag : tags) {
            others.add(Language.of(tag)
                    .orElseThrow(() -> new IllegalArgumentException(
                            SETTING + " must only name " + String.join(", ", Language.tags()) + ", not " + tag)));
        }
        others.remove(company);
        return new SiteLanguages(company, List.copyOf(others));
    }

    /** The company's first. */
    public List<Language> all() {
        List<Language> all = new ArrayList<>(List.of(company));
        all.addAll(others);
        return all;
    }

    /** First segment of its paths: {@code de}; empty for the company's. */
    public String segment(Language language) {
        return language == company ? "" : language.tag();
    }

    /** First segments of the paths of the other languages. */
    public Set<String> otherSegments() {
        return others.stream().map(this::segment).collect(Collectors.toSet());
    }

    /** The language whose tree begins with this segment; empty for all other segments. */
    public Optional<Language> ofSegment(String segment) {
        return others.stream()
                .filter(language -> language.tag().equals(segment))
                .findFirst();
    }

    /**
     * The one that a browser with this header {@code Accept-Language} prefers; the company's if it names none of them.
     */
    public Language accepted(@Nullable String acceptLanguage) {
        return Language.accepted(acceptLanguage).filter(others::contains).orElse(company);
    }
}
