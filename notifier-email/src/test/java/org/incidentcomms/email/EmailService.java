package org.incidentcomms.email;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.incidentcomms.testkit.quarkus.ServiceResources;

/** The whole service on a real broker, database and mail server; tests that use it share one start. */
@QuarkusTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "notifier_email"),
            @ResourceArg(name = "kafka", value = "true"),
            @ResourceArg(name = "smtp", value = "true")
        })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EmailService {}
