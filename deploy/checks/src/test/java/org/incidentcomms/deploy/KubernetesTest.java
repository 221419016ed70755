package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTest {
    private static final Path FOLDER = DeployFiles.deploy("kubernetes");
    private static final ObjectMapper STRICT = new ObjectMapper().setAnnotationIntrospector(new NothingUnknown());

    private static final Map<String, Class<?>> TYPES = Map.of(
            "v1 ConfigMap", ConfigMap.class,
            "v1 Namespace", Namespace.class,
            "v1 Service", Service.class,
            "apps/v1 Deployment", Deployment.class,
            "autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "networking.k8s.io/v1 Ingress", Ingress.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class);

    /** Kustomize's own, and the operators', for which there are no types here. */
    private static final Set<String> UNTYPED = Set.of(
            "kustomize.config.k8s.io/v1beta1 Kustomization",
            "kafka.strimzi.io/v1 Kafka",
            "kafka.strimzi.io/v1 KafkaNodePool",
            "postgresql.cnpg.io/v1 Cluster",
            "postgresql.cnpg.io/v1 Database");

    @Test
    void every_object_has_only_fields_the_api_knows() {
        List<JsonNode> all = DeployFiles.files(FOLDER, ".yaml").stream()
                .flatMap(file -> DeployFiles.yamlDocuments(DeployFiles.text(file)).stream())
                .toList();
        assertThat(all).hasSizeGreaterThan(25).allSatisfy(KubernetesTest::hasOnlyKnownFields);
    }

    @Test
    void a_field_the_api_does_not_know_is_refused() {
        JsonNode misspelt = DeployFiles.yamlDocuments(
                        "{apiVersion: policy/v1, kind: PodDisruptionBudget, spec: {maxUnavailabel: 1}}")
                .getFirst();
        assertThatThrownBy(() -> hasOnlyKnownFields(misspelt)).hasMessageContaining("maxUnavailabel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "one-node", "three-zones"})
    void what_a_kustomization_names_is_there(String folder) {
        JsonNode kustomization = DeployFiles.yaml(FOLDER.resolve(folder).resolve("kustomization.yaml"));
        List<String> named = new ArrayList<>();
        kustomization.at("/resources").forEach(it -> named.add(it.asText()));
        kustomization.findValuesAsText("path").stream()
                .filter(path -> path.endsWith(".yaml"))
                .forEach(named::add);

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(
                        path -> assertThat(FOLDER.resolve(folder).resolve(path)).exists());
    }

    /** Only where kubectl or kustomize is. */
    @ParameterizedTest
    @ValueSource(strings = {"one-node", "three-zones"})
    void an_overlay_renders(String overlay) {
        DeployFiles.program("kubectl", "kustomize").ifPresent(program -> {
            DeployFiles.Output rendered = program.equals("kubectl")
                    ? DeployFiles.run(FOLDER, "kubectl", "kustomize", overlay)
                    : DeployFiles.run(FOLDER, "kustomize", "build", overlay);
            assertThat(rendered.exitCode()).as(rendered.text()).isZero();
            List<JsonNode> objects = DeployFiles.yamlDocuments(rendered.text());
            assertThat(objects).hasSizeGreaterThan(20).allSatisfy(KubernetesTest::hasOnlyKnownFields);
            assertThat(objects.stream().filter(it -> it.at("/kind").asText().equals("Deployment")))
                    .hasSize(4)
                    .allSatisfy(it -> assertThat(it.at("/spec/template/spec/topologySpreadConstraints")
                                    .size())
                            .isEqualTo(overlay.equals("three-zones") ? 2 : 0));
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_variable_is_one_the_service_knows(String service) {
        Set<String> named = new TreeSet<>();
        DeployFiles.yaml(FOLDER.resolve("base/settings.yaml"))
                .at("/data")
                .fieldNames()
                .forEachRemaining(named::add);
        container(service).at("/env").forEach(it -> named.add(it.at("/name").asText()));

        assertThat(named).contains("KAFKA_BOOTSTRAP_SERVERS");
        assertThat(KnownSettings.of(service)).containsAll(named);
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_pod_is_confined_probed_and_bounded(String service) {
        JsonNode pod = deployment(service).at("/spec/template/spec");
        JsonNode container = container(service);

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").isTextual()).isTrue();
        assertThat(container.at("/resources/requests/cpu").isTextual()).isTrue();
        assertThat(Stream.of("startup", "liveness", "readiness")
                        .map(probe ->
                                container.at("/" + probe + "Probe/httpGet/port").asText()))
                .containsOnly("management");
    }

    /** A migration of a large table takes longer than any other start; a pod that is killed in it begins it again. */
    @ParameterizedTest
    @ValueSource(strings = {"incident-api", "notifier-email", "notifier-twitter"})
    void a_start_has_time_for_a_migration(String service) {
        JsonNode probe = container(service).at("/startupProbe");
        assertThat(probe.at("/periodSeconds").asInt()
                        * probe.at("/failureThreshold").asInt())
                .isGreaterThanOrEqualTo(1800);
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_reaches_its_database_and_git_by_ssh(String service) {
        List<JsonNode> policies =
                DeployFiles.yamlDocuments(DeployFiles.text(FOLDER.resolve("base/network-policies.yaml")));

        assertThat(policies)
                .filteredOn(it -> selects(it, service))
                .flatExtracting(it -> it.at("/spec/egress").findValuesAsText("port"))
                .contains("5432", "443", "22");
    }

    /** The address is one nobody has: every installation must replace it, and no pod of the cluster is trusted until then. */
    @Test
    void no_proxy_is_trusted_unless_an_overlay_names_it() {
        assertThat(DeployFiles.yaml(FOLDER.resolve("base/settings.yaml"))
                        .at("/data/QUARKUS_HTTP_PROXY_TRUSTED_PROXIES")
                        .asText())
                .isEqualTo("192.0.2.1");
        assertThat(DeployFiles.text(FOLDER.resolve("README.md"))).contains("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES");
    }

    @Test
    void three_zones_keep_what_was_acknowledged() {
        List<JsonNode> kafka = DeployFiles.yamlDocuments(DeployFiles.text(FOLDER.resolve("three-zones/kafka.yaml")));
        JsonNode config = kafka.get(1).at("/spec/kafka/config");

        assertThat(kafka.getFirst().at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(config.path("min.insync.replicas").asInt()).isEqualTo(2);
        assertThat(config.path("transaction.state.log.min.isr").asInt()).isEqualTo(2);
        assertThat(config.path("unclean.leader.election.enable").asBoolean(true))
                .isFalse();
        JsonNode postgres = DeployFiles.yamlDocuments(DeployFiles.text(FOLDER.resolve("three-zones/postgres.yaml")))
                .getFirst();
        assertThat(postgres.at("/spec/instances").asInt()).isEqualTo(3);
        assertThat(postgres.at("/spec/postgresql/synchronous/number").asInt()).isEqualTo(1);
    }

    static Stream<String> services() {
        return DeployFiles.SERVICES.stream();
    }

    private static void hasOnlyKnownFields(JsonNode object) throws Exception {
        String type =
                object.at("/apiVersion").asText() + " " + object.at("/kind").asText();
        Class<?> model = TYPES.get(type);
        if (model == null) {
            assertThat(UNTYPED).contains(type);
        } else {
            STRICT.treeToValue(object, model);
        }
    }

    private static boolean selects(JsonNode policy, String service) {
        return policy.at("/spec/podSelector").toString().contains('"' + service + '"');
    }

    private static JsonNode deployment(String service) {
        return DeployFiles.yamlDocuments(DeployFiles.text(FOLDER.resolve("base/" + service + ".yaml")))
                .getFirst();
    }

    private static JsonNode container(String service) {
        return deployment(service).at("/spec/template/spec/containers/0");
    }

    /** The models keep fields they do not know; without that, such a field is an error. */
    private static final class NothingUnknown extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }

        @Override
        public boolean hasIgnoreMarker(AnnotatedMember member) {
            return "additionalProperties".equals(member.getName()) || super.hasIgnoreMarker(member);
        }
    }
}
