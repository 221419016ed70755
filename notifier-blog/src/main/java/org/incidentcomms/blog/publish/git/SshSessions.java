package org.incidentcomms.blog.publish.git;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** Sessions over ssh with one key, and with hosts that are known beforehand; the user's own files are not read. */
final class SshSessions {
    private SshSessions() {}

    /** @throws IllegalStateException if the key or the file of hosts cannot be read; the message names the setting */
    static SshSessionFactory of(String privateKey, Optional<String> knownHosts) {
        Path hosts = Path.of(knownHosts.orElseThrow(() -> new IllegalStateException(
                "GIT_URL is an ssh address, so GIT_SSH_KNOWN_HOSTS_FILE must name a file with the host's key; \"ssh-keyscan"
                        + " HOST\" prints it.")));
        if (!Files.isReadable(hosts)) {
            throw new IllegalStateException("GIT_SSH_KNOWN_HOSTS_FILE names " + hosts + ", which cannot be read.");
        }
        List<KeyPair> keys = keys(privateKey);
        File nowhere = new File("/nonexistent");
        return new SshdSessionFactoryBuilder()
                .setPreferredAuthentications("publickey")
                .setHomeDirectory(nowhere)
                .setSshDirectory(nowhere)
                .setConfigFile(directory -> null)
                .setDefaultKnownHostsFiles(directory -> List.of(hosts))
                .setDefaultIdentities(directory -> List.of())
                .setDefaultKeysProvider(directory -> keys)
                .build(null);
    }

    private static List<KeyPair> keys(String privateKey) {
        List<KeyPair> keys = new ArrayList<>();
        byte[] text = (privateKey + "\n").getBytes(StandardCharsets.UTF_8);
        try (ByteArrayInputStream in = new ByteArrayInputStream(text)) {
            SecurityUtils.loadKeyPairIdentities(null, () -> "GIT_SSH_KEY", in, null)
                    .forEach(keys::add);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw unusable(e);
        }
        if (keys.isEmpty()) {
            throw unusable(null);
        }
        return keys;
    }

    private static IllegalStateException unusable(@Nullable Exception cause) {
        return new IllegalStateException(
                "GIT_SSH_KEY must be a private key in OpenSSH's or PEM format, without passphrase.", cause);
    }
}
