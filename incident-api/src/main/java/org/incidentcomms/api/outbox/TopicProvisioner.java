package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.incidentcomms.service.kafka.KafkaConnection;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;

/**
 * Creates missing topics and keeps checking that they match {@link TopicSpec}, on a thread of its own. Nothing is
 * published before the topics were seen: a broker might otherwise create them with its defaults.
 */
@ApplicationScoped
class TopicProvisioner {
    /** The state of the topics. */
    enum Verdict {
        NOT_SEEN_YET,
        UNREACHABLE,
        AS_PLANNED,
        DIFFERENT
    }

    private static final Logger LOG = Logger.getLogger(TopicProvisioner.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final KafkaConnection settings;
    private final OutboxConfig config;
    private final GuardedLoop loop = new GuardedLoop("topic-watch", this::look);

    private volatile Verdict verdict = Verdict.NOT_SEEN_YET;
    private volatile List<String> differences = List.of();
    private volatile boolean ready;

    TopicProvisioner(KafkaConnection settings, OutboxConfig config) {
        this.settings = settings;
        this.config = config;
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.interrupt();
    }

    /** Whether the topics exist. After that, an unavailable cluster is handled by the producer. */
    boolean isReady() {
        return ready;
    }

    Verdict verdict() {
        return verdict;
    }

    /** The reason of {@link Verdict#DIFFERENT}. */
    List<String> differences() {
        return differences;
    }

    private Duration look() throws InterruptedException {
        try (Admin admin = Admin.create(adminSettings())) {
            List<String> found = new ArrayList<>();
            Map<String, TopicDescription> topics = existing(admin);
            int copies = copies(admin);
            for (TopicSpec plan : TopicSpec.ALL) {
                TopicDescription topic = topics.get(plan.name());
                if (topic == null) {
                    create(admin, plan, copies);
                } else {
                    found.addAll(plan.differences(actual(topic, settingsOf(admin, plan)), copies));
                }
            }
            judge(found.isEmpty() ? Verdict.AS_PLANNED : Verdict.DIFFERENT, found);
            ready = true;
            return BETWEEN_LOOKS;
        } catch (AuthorizationException e) {
            LOG.warnf("not authorized to describe the topics; they are not checked reason=%s", e.getMessage());
            judge(Verdict.AS_PLANNED, List.of());
            ready = true;
            return BETWEEN_LOOKS;
        } catch (KafkaException e) {
            judge(Verdict.UNREACHABLE, List.of());
            return BETWEEN_TRIES;
        }
    }

    private void judge(Verdict now, List<String> found) {
        if (now != verdict || !found.equals(differences)) {
            switch (now) {
                case DIFFERENT -> LOG.errorf("topics are misconfigured reason=%s", found);
                case UNREACHABLE -> LOG.warn("kafka is unavailable; events wait in the outbox");
                default -> LOG.infof("topics exist");
            }
        }
        verdict = now;
        differences = List.copyOf(found);
    }

    private Map<String, Object> adminSettings() {
        Map<String, Object> admin = settings.client("incident-api-topics");
        admin.put("request.timeout.ms", 4000);
        admin.put("default.api.timeout.ms", 5000);
        return admin;
    }

    private static Map<String, TopicDescription> existing(Admin admin) throws InterruptedException {
        Set<String> names = get(admin.listTopics().names());
        List<String> ours = TopicSpec.ALL.stream()
                .map(TopicSpec::name)
                .filter(names::contains)
                .toList();
        return get(admin.describeTopics(ours).allTopicNames());
    }

    private static TopicSpec.Actual actual(TopicDescription topic, Map<String, String> settings) {
        int copies = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        return new TopicSpec.Actual(topic.partitions().size(), copies, settings);
    }

    /** The configured number, otherwise the number of brokers, up to three. */
    private int copies(Admin admin) throws InterruptedException {
        return config.replicationFactor() > 0
                ? config.replicationFactor()
                : Math.min(3, get(admin.describeCluster().nodes()).size());
    }

    private static Map<String, String> settingsOf(Admin admin, TopicSpec plan) throws InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, plan.name());
        Config described = get(admin.describeConfigs(List.of(topic)).all()).get(topic);
        return described == null
                ? Map.of()
                : described.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static void create(Admin admin, TopicSpec plan, int copies) throws InterruptedException {
        Map<String, String> topicSettings = new HashMap<>(plan.settings());
        if (copies >= 3) {
            topicSettings.put("min.insync.replicas", "2");
        }
        var topic = new NewTopic(plan.name(), Optional.of(Math.max(1, plan.partitions())), Optional.of((short) copies))
                .configs(topicSettings);
        try {
            get(admin.createTopics(List.of(topic)).all());
            LOG.infof("created topic %s copies=%d", plan.name(), copies);
        } catch (TopicExistsException e) {
            LOG.debugf("another replica created topic %s", plan.name());
        }
    }

    /** Returns the future's value, or throws its failure as a {@link KafkaException}. */
    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }
}
