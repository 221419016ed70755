package org.incidentcomms.kit.wording;

import java.util.Locale;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;

/** Labels of statuses, as customers read them; in English where no language is given. */
public final class StatusLabels {
    private static final MessageBundles WORDING = new MessageBundles(StatusLabels.class, "wording");

    private StatusLabels() {}

    public static String of(Status status) {
        return of(status, Language.ENGLISH);
    }

    public static String of(Status status, Language language) {
        return label("status", status, language);
    }

    public static String of(ComponentStatus status) {
        return of(status, Language.ENGLISH);
    }

    public static String of(ComponentStatus status, Language language) {
        return label("component", status, language);
    }

    public static String of(Impact impact) {
        return of(impact, Language.ENGLISH);
    }

    public static String of(Impact impact, Language language) {
        return label("impact", impact, language);
    }

    /** The label of a constant: its key is {@code <group>.<name in lower case>}. */
    static String label(String group, Enum<?> constant, Language language) {
        return wording(language).text(group + "." + constant.name().toLowerCase(Locale.ROOT));
    }

    /** The texts that every channel and the page share. */
    static MessageBundle wording(Language language) {
        return WORDING.in(language);
    }
}
