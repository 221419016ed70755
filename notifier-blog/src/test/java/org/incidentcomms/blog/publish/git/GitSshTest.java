package org.incidentcomms.blog.publish.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching and pushing over ssh with a key, to a host that is known. */
class GitSshTest {
    private final BareRepository bare = new BareRepository();
    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey = rsa();
    private final KeyPair ownKey = rsa();

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) -> key.equals(ownKey.getPublic()));
        server.setCommandFactory((channel, command) -> new GitCommand(command));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(true);
        bare.close();
    }

    @Test
    void a_registered_key_pushes_to_a_known_host() throws IOException {
        Scenario story = Scenario.incident("Slow", Impact.MINOR);
        try (GitChannel channel = channel(ownKey, hostKey)) {
            assertThat(channel.deliver(new Delivery<>(story.opens("Slow."), Recipient.Single.ONLY, 1)))
                    .isInstanceOf(Delivered.class);
            assertThat(channel.deliver(new Delivery<>(story.says(Status.RESOLVED, "Over."), Recipient.Single.ONLY, 1)))
                    .isInstanceOf(Delivered.class);
        }
        assertThat(bare.commits()).hasSize(2);
    }

    @Test
    void a_key_that_is_not_registered_and_a_host_that_is_not_known_are_told() throws IOException {
        assertParks(rsa(), hostKey, FailureReason.CREDENTIALS, "the public key of GIT_SSH_KEY is registered");
        assertParks(ownKey, rsa(), FailureReason.POLICY, "GIT_SSH_KNOWN_HOSTS_FILE");
        assertThat(bare.commits()).isEmpty();
    }

    private void assertParks(KeyPair key, KeyPair host, FailureReason reason, String told) throws IOException {
        try (GitChannel channel = channel(key, host)) {
            DeliveryResult result = channel.deliver(
                    new Delivery<>(Scenario.incident("Slow", Impact.MINOR).opens("Slow."), Recipient.Single.ONLY, 1));
            assertThat(result).isInstanceOfSatisfying(Park.class, parked -> {
                assertThat(parked.reason()).isEqualTo(reason);
                assertThat(parked.detail()).contains(told);
            });
        }
    }

    private GitChannel channel(KeyPair key, KeyPair host) throws IOException {
        Path known = folder.resolve("known_hosts");
        Files.writeString(
                known, "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(host.getPublic()) + "\n");
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return GitFixture.channel(Map.of(
                        "git.url",
                        "ssh://git@127.0.0.1:" + server.getPort() + "/site.git",
                        "git.ssh-key",
                        pem,
                        "git.ssh-known-hosts-file",
                        known.toString()))
                .orElseThrow();
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code git-upload-pack} and {@code git-receive-pack} on the one repository. */
    private final class GitCommand implements Command {
        private final String command;
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private OutputStream err = OutputStream.nullOutputStream();
        private ExitCallback exit = (code, message, closes) -> {};

        GitCommand(String command) {
            this.command = command;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            Thread.ofVirtual().start(() -> {
                int code = 0;
                try {
                    if (List.of(command.split(" ")).getFirst().equals("git-receive-pack")) {
                        new ReceivePack(bare.repository()).receive(in, out, err);
                    } else {
                        new UploadPack(bare.repository()).upload(in, out, err);
                    }
                    out.flush();
                } catch (IOException ended) {
                    code = 1;
                }
                exit.onExit(code);
            });
        }

        @Override
        public void destroy(ChannelSession channel) {}

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }
    }
}
