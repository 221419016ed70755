package org.incidentcomms.api.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives an admin the rights of an operator, and an operator those of a viewer. */
@ApplicationScoped
class ImpliedGroups implements SecurityIdentityAugmentor {
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        var augmented = QuarkusSecurityIdentity.builder(identity);
        if (identity.hasRole(Groups.ADMIN)) {
            augmented.addRole(Groups.OPERATOR).addRole(Groups.VIEWER);
        } else if (identity.hasRole(Groups.OPERATOR)) {
            augmented.addRole(Groups.VIEWER);
        } else {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom().item(augmented.build());
    }
}
