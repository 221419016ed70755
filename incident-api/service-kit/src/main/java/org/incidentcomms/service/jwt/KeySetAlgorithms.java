package org.incidentcomms.service.jwt;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Accepts every common public-key signature if keys come from a provider's key set, in which each key names its
 * algorithm. A single key in a file is for RS256 unless {@code MP_JWT_VERIFY_PUBLICKEY_ALGORITHM} says otherwise: the
 * library reads a file with the first algorithm of a set without order.
 */
public final class KeySetAlgorithms implements ConfigSourceFactory {
    static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
    /** Excludes algorithms with a shared secret: the public key would be the secret. */
    static final String PUBLIC_KEY_ALGORITHMS = "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512";

    /** Below everything an operator can set. */
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue location = context.getValue(PublicKeyLocation.PROPERTY);
        return location != null && location.getValue() != null && PublicKeyLocation.isRemote(location.getValue())
                ? List.of(new PropertiesConfigSource(Map.of(ALGORITHM, PUBLIC_KEY_ALGORITHMS), "key set", ORDINAL))
                : List.of();
    }
}
