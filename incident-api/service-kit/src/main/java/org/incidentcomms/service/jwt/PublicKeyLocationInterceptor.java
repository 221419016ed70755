package org.incidentcomms.service.jwt;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Replaces the setting by its {@linkplain PublicKeyLocation#normalize normalized} location for every reader. */
public final class PublicKeyLocationInterceptor implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        return value == null || value.getValue() == null || !name.equals(PublicKeyLocation.PROPERTY)
                ? value
                : value.withValue(PublicKeyLocation.normalize(value.getValue()));
    }
}
