package org.incidentcomms.local.token;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.incidentcomms.testkit.Tokens;

/** The key pair of one stack, generated once and kept, so that tokens survive a restart. */
public final class TokenKey {

    private static final Duration LIFE = Duration.ofHours(12);

    private final Path publicKeyFile;

    private TokenKey(Path publicKeyFile) {
        this.publicKeyFile = publicKeyFile;
    }

    /** The key in this stack's data directory; also installs it as the key of this JVM's test tokens. */
    public static synchronized TokenKey in(Path data) throws IOException {
        Path folder = data.resolve("keys");
        Tokens.signWith(SecretFile.read(folder.resolve("token-private.pem"), Tokens::privateKeyPem));
        Path publicKey = folder.resolve("token-public.pem");
        SecretFile.replace(publicKey, Tokens.publicKeyPem());
        return new TokenKey(publicKey);
    }

    /** The public key with which the services verify tokens. */
    public Path publicKeyFile() {
        return publicKeyFile;
    }

    /** A bearer token for this person in this group, valid for twelve hours. */
    public String token(String name, String group) {
        return Tokens.token(LIFE, name, group);
    }
}
