package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SystemdTest {
    private static final Path UNITS = DeployFiles.deploy("systemd");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^(?:Environment=)?([A-Z][A-Z0-9_]+)=");
    private static final Pattern ASSIGNED = Pattern.compile("(?<=[ =])([A-Z][A-Z0-9_]+)=");

    private static final Map<String, String> DROP_INS =
            Map.of("notifier-twitter", "x-keys.conf", "notifier-email", "smtp-password.conf");

    /** For any of them. */
    private static final String COMMON_DROP_IN = "kafka-certificate.conf";

    /** Of the C library and the JVM, not of a service. */
    private static final Set<String> NOT_OURS = Set.of("MALLOC_ARENA_MAX", "HOME");

    @ParameterizedTest
    @MethodSource("services")
    void every_variable_is_one_the_service_knows(String service) {
        Set<String> named = new TreeSet<>();
        environmentOf(service).forEach(text -> VARIABLE.matcher(text).results().forEach(it -> named.add(it.group(1))));
        unit(service)
                .lines()
                .filter(line -> line.startsWith("Environment="))
                .forEach(line -> ASSIGNED.matcher(line).results().forEach(it -> named.add(it.group(1))));
        named.removeAll(NOT_OURS);

        assertThat(named).contains("QUARKUS_HTTP_PORT", "MP_JWT_VERIFY_PUBLICKEY_LOCATION", "KAFKA_BOOTSTRAP_SERVERS");
        assertThat(KnownSettings.of(service)).containsAll(named);
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_unit_is_in_a_sandbox(String service) {
        assertThat(unit(service).lines())
                .contains(
                        "ProtectSystem=strict",
                        "ProtectHome=yes",
                        "PrivateTmp=yes",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "Restart=always",
                        "MemoryMax=512M",
                        "SuccessExitStatus=143")
                .anyMatch(line -> line.equals("DynamicUser=yes") || line.startsWith("User="));
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_credential_used_is_loaded(String service) {
        String unit = unit(service);
        Pattern used = Pattern.compile("=%d/(\\S+)");

        assertThat(used.matcher(unit).results().map(it -> it.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(unit).contains("\nLoadCredential=" + name + ":"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void no_secret_is_in_a_settings_file(String service) {
        assertThat(environmentOf(service)).noneMatch(text -> text.matches("(?s).*(PASSWORD|SECRET|TOKEN)=.*"));
    }

    /** sysusers.d(5): a user whose description is not valid is not made, and notifier-blog does not start. */
    @Test
    void the_description_of_a_user_has_no_colon() {
        assertThat(DeployFiles.text(UNITS.resolve("incidentcomms.sysusers")).lines())
                .filteredOn(line -> !line.startsWith("#"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("u \\S+ - \"[^\":]+\" \\S+"));
    }

    /** Only where systemd is: with the program it starts replaced by one that exists. */
    @Test
    void systemd_takes_every_unit(@TempDir Path folder) throws IOException {
        if (DeployFiles.program("systemd-analyze").isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
        for (Path unit : units()) {
            Path copy = folder.resolve(unit.getFileName().toString());
            Files.writeString(copy, DeployFiles.text(unit).replace("/opt/incidentcomms/java/bin/java", "/bin/true"));
            command.add(copy.toString());
        }
        DeployFiles.Output verified = DeployFiles.run(folder, command.toArray(String[]::new));

        assertThat(verified.text().lines().filter(line -> folderNamed(line, folder)))
                .isEmpty();
        assertThat(verified.exitCode()).as(verified.text()).isZero();
    }

    static Stream<String> services() {
        return DeployFiles.SERVICES.stream();
    }

    /** Other units of the machine may have faults of their own. */
    private static boolean folderNamed(String line, Path folder) {
        return line.contains(folder.toString())
                || DeployFiles.SERVICES.stream().anyMatch(service -> line.startsWith(service + ".service:"));
    }

    private static List<Path> units() {
        List<Path> units = new ArrayList<>(DeployFiles.files(UNITS, ".service"));
        units.addAll(DeployFiles.files(UNITS, ".target"));
        assertThat(units).hasSize(5);
        return units;
    }

    private static String unit(String service) {
        return DeployFiles.text(UNITS.resolve(service + ".service"))
                + DeployFiles.text(UNITS.resolve(COMMON_DROP_IN))
                + Optional.ofNullable(DROP_INS.get(service))
                        .map(name -> DeployFiles.text(UNITS.resolve(name)))
                        .orElse("");
    }

    private static List<String> environmentOf(String service) {
        return List.of(
                DeployFiles.text(UNITS.resolve("etc/common.env")),
                DeployFiles.text(UNITS.resolve("etc/" + service + ".env")));
    }
}
