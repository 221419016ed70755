package org.incidentcomms.blog.publish.git;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The repository to commit to: {@code GIT_*}. Without an address and a login there is none. */
@ConfigMapping(prefix = "git")
public interface GitConfig {

    /** {@code https://host/path.git}, {@code ssh://user@host/path.git} or {@code user@host:path.git}. */
    Optional<String> url();

    @WithDefault("main")
    String branch();

    /** Folder of the files, relative to the repository's root. */
    @WithDefault("content/incidents")
    String contentDirectory();

    Optional<String> username();

    Optional<String> password();

    Optional<String> passwordFile();

    /** A private key in OpenSSH's or PEM format, without passphrase. */
    Optional<String> sshKey();

    Optional<String> sshKeyFile();

    /** Keys of trusted hosts, in OpenSSH's format. */
    Optional<String> sshKnownHostsFile();

    Optional<String> authorName();

    @WithDefault("incidentcomms@localhost")
    String authorEmail();

    /** Limit of connecting and of waiting for each answer. */
    @WithDefault("PT20S")
    Duration timeout();
}
