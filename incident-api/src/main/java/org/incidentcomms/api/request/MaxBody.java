package org.incidentcomms.api.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The maximum body size of a call in bytes, if it is more than the default of 64 KB. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface MaxBody {
    int USUAL = 64 * 1024;
    /** 25,000 characters, each at worst a pair of six-byte escapes. */
    int MESSAGE = 384 * 1024;
    /** 100,000 characters likewise, or some thousand alerts. */
    int ANALYSIS = 1280 * 1024;

    int value();
}
