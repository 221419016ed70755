package org.incidentcomms.kit.wording;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** One {@link MessageBundle} in every language, loaded once. */
public final class MessageBundles {
    private final Map<Language, MessageBundle> bundles = new EnumMap<>(Language.class);

    /**
     * Loads the files {@code name_<tag>.properties} beside {@code owner}; the English one has no tag.
     *
     * @throws java.util.MissingResourceException if there is no such file
     */
    public MessageBundles(Class<?> owner, String name) {
        Arrays.stream(Language.values())
                .forEach(language -> bundles.put(language, new MessageBundle(owner, name, language)));
    }

    public MessageBundle in(Language language) {
        return Objects.requireNonNull(bundles.get(language));
    }
}
