package org.incidentcomms.events;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an operator wrote in other languages, by language tag (BCP 47). */
final class Translations {
    private Translations() {}

    /** An unmodifiable copy in the order of the tags; null is empty, and so is a null value. */
    static <T> Map<String, T> copyOf(@Nullable Map<String, @Nullable T> byLanguage) {
        if (byLanguage == null || byLanguage.isEmpty()) {
            return Map.of();
        }
        Map<String, T> copy = new TreeMap<>();
        byLanguage.forEach((tag, translation) -> {
            if (translation != null) {
                copy.put(tag, translation);
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The translation for a reader of {@code language}: that of the tag itself, else of the nearest tag it narrows
     * ({@code de-AT} finds {@code de}; RFC 4647 lookup), else of the first tag that narrows it ({@code de} finds
     * {@code de-CH}).
     */
    static <T> Optional<T> find(Map<String, T> byLanguage, String language) {
        if (byLanguage.isEmpty()) {
            return Optional.empty();
        }
        for (String tag = language; !tag.isEmpty(); tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')))) {
            T found = byLanguage.get(tag);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return byLanguage.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(language + "-"))
                .findFirst()
                .map(Map.Entry::getValue);
    }
}
