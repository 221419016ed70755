package org.incidentcomms.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The images of the Maven profile {@code jib} are set up as those of the Containerfile. */
class JibTest {
    private static final String ENVIRONMENT = "quarkus.jib.environment-variables.";
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=([^\\s\\\\]+)");
    private static final Pattern LABEL = Pattern.compile("org\\.opencontainers\\.image\\.[a-z]+");

    private final String recipe = DeployFiles.text(DeployFiles.deploy("container/Containerfile"));
    private final Map<String, String> jib = profile(DeployFiles.TOP.resolve("pom.xml"));

    @Test
    void the_base_image_is_the_same() {
        assertThat(jib).containsEntry("quarkus.jib.base-jvm-image", instruction("ARG RUNTIME_IMAGE="));
    }

    @Test
    void user_and_directory_are_the_same() {
        assertThat(jib)
                .containsEntry("quarkus.jib.user", instruction("USER "))
                .containsEntry("quarkus.jib.working-directory", lastInstruction("WORKDIR "));
    }

    @Test
    void the_ports_are_the_same() {
        assertThat(jib)
                .containsEntry("quarkus.jib.ports", instruction("EXPOSE ").replace(' ', ','));
    }

    @Test
    void the_environment_is_the_same() {
        Map<String, String> given = new TreeMap<>();
        jib.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT)) {
                given.put(name.substring(ENVIRONMENT.length()), value);
            }
        });
        String environment = recipe.substring(recipe.indexOf("\nENV "), recipe.indexOf("\nUSER "));

        assertThat(given)
                .isNotEmpty()
                .isEqualTo(ASSIGNMENT
                        .matcher(environment)
                        .results()
                        .collect(toMap(found -> found.group(1), found -> found.group(2))));
    }

    @Test
    void the_options_of_java_are_those_of_production() {
        String options = String.join(
                ",",
                DeployFiles.text(DeployFiles.deploy("container/jvm.options"))
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .toList());

        assertThat(jib).containsEntry("quarkus.jib.jvm-arguments", options);
        assertThat(instruction("ENTRYPOINT ")).startsWith("[\"java\", ").endsWith(", \"-jar\", \"quarkus-run.jar\"]");
    }

    @Test
    void the_labels_are_the_same() {
        assertThat(labels(DeployFiles.text(DeployFiles.deploy("container/jib"))))
                .isNotEmpty()
                .isEqualTo(labels(recipe));
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_service_has_the_extension_in_the_profile_only(String service) {
        String pom = DeployFiles.text(DeployFiles.TOP.resolve(service).resolve("pom.xml"));
        String extension = "<artifactId>quarkus-container-image-jib</artifactId>";

        assertThat(pom.indexOf(extension)).isGreaterThan(pom.indexOf("<id>jib</id>"));
        assertThat(pom.indexOf(extension)).isEqualTo(pom.lastIndexOf(extension));
        assertThat(pom.indexOf("<profiles>")).isBetween(0, pom.indexOf(extension));
    }

    static Stream<String> services() {
        return DeployFiles.SERVICES.stream();
    }

    private static List<String> labels(String text) {
        return LABEL.matcher(text).results().map(MatchResult::group).sorted().toList();
    }

    private String instruction(String start) {
        return recipe.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow()
                .substring(start.length());
    }

    /** Of the last stage. */
    private String lastInstruction(String start) {
        return recipe.lines()
                .filter(line -> line.startsWith(start))
                .reduce((first, second) -> second)
                .orElseThrow()
                .substring(start.length());
    }

    /** The properties of the profile. */
    private static Map<String, String> profile(Path pom) {
        try {
            NodeList profiles = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getElementsByTagName("profile");
            Element jib = elements(profiles)
                    .filter(it -> text(it, "id").equals("jib"))
                    .findFirst()
                    .orElseThrow();
            return elements(jib.getElementsByTagName("properties").item(0).getChildNodes())
                    .collect(toMap(Node::getNodeName, Node::getTextContent));
        } catch (Exception e) {
            throw new IllegalStateException(pom.toString(), e);
        }
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
