package org.incidentcomms.blog.publish.git;

import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.incidentcomms.service.settings.SecretFiles;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The remote repository and how to log in there.
 *
 * @param credentials for https, or null
 * @param ssh for ssh, or null
 */
record GitRemote(
        URIish url,
        Duration timeout,
        @Nullable CredentialsProvider credentials,
        @Nullable SshSessionFactory ssh) {
    private static final Logger LOG = Logger.getLogger(GitRemote.class);
    private static final List<String> SCHEMES = List.of("https", "http", "ssh");

    /**
     * The remote of {@code config}, or empty if address or login is not set. The address alone is not enough, because
     * Jenkins sets {@code GIT_URL} for whatever it builds.
     *
     * @throws IllegalStateException if a setting is missing or invalid; the message names it
     */
    static Optional<GitRemote> of(GitConfig config) {
        Optional<String> address = given(config.url());
        Optional<String> username = given(config.username());
        Optional<String> password = SecretFiles.either("GIT_PASSWORD", config.password(), config.passwordFile());
        Optional<String> key = SecretFiles.either("GIT_SSH_KEY", config.sshKey(), config.sshKeyFile());
        if (address.isEmpty() || username.isEmpty() && password.isEmpty() && key.isEmpty()) {
            address.ifPresent(unused -> LOG.warn("no git mirror: GIT_URL is set without GIT_PASSWORD or GIT_SSH_KEY"));
            return Optional.empty();
        }
        URIish url = url(address.get());
        if (isSsh(url)) {
            String text = key.orElseThrow(() -> new IllegalStateException(
                    "GIT_URL is an ssh address, so GIT_SSH_KEY or GIT_SSH_KEY_FILE must hold the private key."));
            SshSessionFactory ssh = SshSessions.of(text, given(config.sshKnownHostsFile()));
            return Optional.of(new GitRemote(url, config.timeout(), null, ssh));
        }
        if (username.isEmpty() || password.isEmpty()) {
            throw new IllegalStateException("GIT_URL is an https address, so GIT_USERNAME and GIT_PASSWORD must be set."
                    + " The password may be an access token.");
        }
        CredentialsProvider login = new UsernamePasswordCredentialsProvider(username.get(), password.get());
        return Optional.of(new GitRemote(url, config.timeout(), login, null));
    }

    /** A connection to the remote for {@code local}; the caller closes it. */
    Transport open(Repository local) throws NotSupportedException, TransportException {
        Transport transport = Transport.open(local, url);
        transport.setTimeout((int) Math.max(1, timeout.toSeconds()));
        if (credentials != null) {
            transport.setCredentialsProvider(credentials);
        }
        if (ssh != null && transport instanceof SshTransport overSsh) {
            overSsh.setSshSessionFactory(ssh);
        }
        return transport;
    }

    private static boolean isSsh(URIish url) {
        return url.getScheme() == null || url.getScheme().equals("ssh");
    }

    private static URIish url(String setting) {
        try {
            URIish url = new URIish(setting);
            boolean isRemote = url.getHost() != null && (url.getScheme() == null || SCHEMES.contains(url.getScheme()));
            if (isRemote && url.getPass() == null && (isSsh(url) || url.getUser() == null)) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw wrongUrl(e);
        }
        throw wrongUrl(null);
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The setting may hold a password, so the message does not contain its value. */
    private static IllegalStateException wrongUrl(@Nullable Exception cause) {
        return new IllegalStateException(
                "GIT_URL must be https://host/path.git, ssh://user@host/path.git or user@host:path.git, without a"
                        + " password.",
                cause);
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "repository at " + url.getHost();
    }
}
