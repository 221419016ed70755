package org.incidentcomms.kit.quarkus;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;
import org.incidentcomms.kit.log.EventArchive;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.service.kafka.KafkaConnection;

/** {@code deploy/backup/log}: {@code export FILE} or {@code restore FILE}, with the Kafka settings of the services. */
public final class EventArchiveCommand {
    private EventArchiveCommand() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length != 2 || !(args[0].equals("export") || args[0].equals("restore"))) {
            System.err.println("usage: deploy/backup/log export|restore FILE");
            System.exit(64);
        }
        KafkaConnection connection = new KafkaConnection(ConfigProvider.getConfig(), new SimpleMeterRegistry());
        EventArchive archive = new EventArchive(new KafkaSettings(connection, "event-archive"));
        Path file = Path.of(args[1]);
        try {
            long records = args[0].equals("export") ? archive.export(file) : archive.restore(file);
            System.out.printf("%s: %d records%n", args[0], records);
        } catch (IOException e) {
            System.err.println(args[0] + " failed: " + e);
            System.exit(1);
        }
    }
}
