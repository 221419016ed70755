package org.incidentcomms.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the processes of a stack run on, where it is not the usual.
 *
 * @param builds root directories of other builds, by the name of the process that runs them
 * @param standby whether PostgreSQL has a synchronous standby
 * @param brokers one, or three with two in-sync replicas at least
 * @param clocks the clocks of the services' processes, if they can be set
 * @param disk the directory of all data, with a file system of its own
 */
record Surroundings(
        Map<String, Path> builds, boolean standby, int brokers, Optional<Clocks> clocks, Optional<Path> disk) {

    /** Every process runs this build, and PostgreSQL and Kafka are one server each. */
    static final Surroundings USUAL = new Surroundings(Map.of(), false, 1, Optional.empty(), Optional.empty());

    Surroundings {
        builds = Map.copyOf(builds);
    }

    /** The same with other builds of single processes. */
    Surroundings with(Map<String, Path> otherBuilds) {
        return new Surroundings(otherBuilds, standby, brokers, clocks, disk);
    }
}
