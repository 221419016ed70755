package org.incidentcomms.service.jwt;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/** Verifies tokens as SmallRye JWT does, with the keys of {@link RemoteJwks} if a JWKS address is configured. */
@Alternative
@Priority(1)
@Singleton
class JwksPrincipalFactory extends JWTCallerPrincipalFactory {
    private final DefaultJWTTokenParser parser;

    JwksPrincipalFactory(RemoteJwks jwks) {
        parser = new DefaultJWTTokenParser() {
            @Override
            protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo settings)
                    throws UnresolvableKeyException {
                VerificationKeyResolver remote = jwks.resolver().orElse(null);
                return remote == null ? super.getVerificationKeyResolver(settings) : remote;
            }
        };
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
        JwtContext context = parser.parse(token, settings);
        String type = context.getJoseObjects().getFirst().getHeader("typ");
        return new DefaultJWTCallerPrincipal(type, context.getJwtClaims());
    }
}
