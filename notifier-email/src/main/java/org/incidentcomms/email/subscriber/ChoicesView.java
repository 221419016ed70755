package org.incidentcomms.email.subscriber;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.incidentcomms.kit.wording.MessageBundle;
import org.jspecify.annotations.Nullable;

/** The choices of a form, each with whether it is chosen. */
record ChoicesView(List<Choice> components, List<Choice> events, List<Choice> languages, List<Choice> timeZones) {

    /** One check box or option. */
    record Choice(String value, String label, boolean chosen) {}

    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone ->
                    zone.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
            .sorted()
            .toList();

    /** A component that is chosen is shown even if it no longer exists, for none chosen means all. */
    static ChoicesView of(PreferencesInput chosen, List<ComponentDirectory.Entry> existing, MessageBundle words) {
        List<String> components = orNone(chosen.components());
        List<Choice> shown = new ArrayList<>();
        existing.forEach(entry -> shown.add(new Choice(entry.id(), entry.name(), components.contains(entry.id()))));
        components.stream()
                .filter(id -> existing.stream().noneMatch(entry -> entry.id().equals(id)))
                .forEach(id -> shown.add(new Choice(id, id, true)));
        List<String> events = orNone(chosen.events());
        return new ChoicesView(
                shown,
                Arrays.stream(EventKind.values())
                        .map(EventKind::wire)
                        .map(kind -> new Choice(kind, words.text("events." + kind), events.contains(kind)))
                        .toList(),
                PreferencesInput.LANGUAGES.stream()
                        .map(tag -> new Choice(tag, ownName(tag), tag.equals(chosen.language())))
                        .toList(),
                zones(chosen.timeZone()));
    }

    private static List<Choice> zones(@Nullable String chosen) {
        Stream<String> other =
                chosen == null || chosen.isBlank() || ZONES.contains(chosen) ? Stream.of() : Stream.of(chosen);
        return Stream.concat(other, ZONES.stream())
                .map(zone -> new Choice(zone, zone.replace('_', ' '), zone.equals(chosen)))
                .toList();
    }

    private static String ownName(String tag) {
        Locale language = Locale.forLanguageTag(tag);
        String name = language.getDisplayLanguage(language);
        return name.substring(0, 1).toUpperCase(language) + name.substring(1);
    }

    private static List<String> orNone(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
