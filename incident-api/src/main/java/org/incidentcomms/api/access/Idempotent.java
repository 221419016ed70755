package org.incidentcomms.api.access;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call that changes state, in one transaction unless it says otherwise, and is executed once per
 * {@code Idempotency-Key}: see {@link Idempotency}. The method has a parameter for that header and returns a {@code Response}.
 */
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {
    /** The call acts on a remote system, so it runs without a transaction. */
    @Nonbinding
    boolean actsRemotely() default false;
}
