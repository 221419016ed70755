package org.incidentcomms.api.channel;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Accepts only channels of the catalogue, and only texts valid for their channel. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {NotifyChoice.Validator.class, ChannelTextsInput.Validator.class})
public @interface KnownChannels {
    String message() default "must name channels of the catalogue";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
