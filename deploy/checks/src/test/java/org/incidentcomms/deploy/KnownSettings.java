package org.incidentcomms.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables a service understands, read from its sources and those of the kits it is built from. */
final class KnownSettings {
    private static final Pattern INJECTED = Pattern.compile("@ConfigProperty\\(\\s*name = \"([^\"]+)\"");
    private static final Pattern MAPPED = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern METHOD = Pattern.compile("(?m)^\\s+[A-Za-z][\\w<>, .]* (\\w+)\\(\\);");
    private static final Pattern NESTED = Pattern.compile("\\binterface (\\w+) \\{");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^([a-z][\\w.\\-]*)=");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([\\w.\\-]+)[:}]");
    private static final Pattern SECRET = Pattern.compile("\"([A-Z][A-Z_]+_(?:USERNAME|PASSWORD|CONFIG|URL))\"");
    private static final Pattern KAFKA_KEY = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)+)\"");

    /** Of Quarkus and SmallRye, which no source here names. */
    private static final Set<String> FRAMEWORK = Set.of(
            "QUARKUS_HTTP_PORT",
            "QUARKUS_MANAGEMENT_HOST",
            "QUARKUS_MANAGEMENT_PORT",
            "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
            "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES",
            "QUARKUS_LOG_LEVEL",
            "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
            "SMALLRYE_JWT_PATH_GROUPS");

    private static final Set<String> DATABASE =
            Set.of("QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "QUARKUS_DATASOURCE_PASSWORD");

    private KnownSettings() {}

    static Set<String> of(String service) {
        Stream<String> kits = service.equals("incident-api")
                ? Stream.of("incident-api/service-kit")
                : Stream.of("incident-api/service-kit", "incident-api/notifier-kit");
        Set<String> known = Stream.concat(Stream.of(service), kits)
                .map(module -> DeployFiles.TOP.resolve(module).resolve("src/main"))
                .flatMap(KnownSettings::in)
                .map(KnownSettings::variable)
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(FRAMEWORK);
        known.addAll(DATABASE);
        return known;
    }

    private static Stream<String> in(Path sources) {
        Stream<String> code = DeployFiles.files(sources, ".java").stream().flatMap(KnownSettings::inCode);
        // Not every file of properties: some hold texts.
        Stream<String> files = Stream.of("application.properties", "microprofile-config.properties")
                .flatMap(name -> DeployFiles.files(sources, "/" + name).stream())
                .map(DeployFiles::text)
                .flatMap(text -> Stream.concat(all(PROPERTY, text), all(EXPRESSION, text)));
        return Stream.concat(code, files);
    }

    private static Stream<String> inCode(Path file) {
        String text = DeployFiles.text(file);
        Stream<String> names = Stream.concat(all(INJECTED, text), mapped(text));
        return switch (file.getFileName().toString()) {
            case "SecretFiles.java" ->
                Stream.concat(names, all(SECRET, text).flatMap(name -> Stream.of(name, name + "_FILE")));
            case "KafkaConnection.java" ->
                Stream.concat(names, all(KAFKA_KEY, text).map(key -> "kafka." + key));
            default -> names;
        };
    }

    /** The methods of a mapping, and those of its nested interfaces below the method that returns them. */
    private static Stream<String> mapped(String text) {
        Matcher mapping = MAPPED.matcher(text);
        if (!mapping.find()) {
            return Stream.empty();
        }
        String body = text.substring(mapping.end());
        List<String> methods = all(METHOD, body).toList();
        Stream<String> groups = all(NESTED, body)
                .skip(1)
                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                .filter(methods::contains);
        return Stream.concat(Stream.of(""), groups.map(group -> "." + group))
                .flatMap(group -> methods.stream().map(method -> mapping.group(1) + group + "." + kebab(method)));
    }

    private static Stream<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1));
    }

    private static String kebab(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
