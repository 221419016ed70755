package org.incidentcomms.blog.site.bucket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The bucket to which the site is copied ({@code SITE_EXPORT_S3_*}). */
@ConfigMapping(prefix = "site.export.s3")
public interface BucketSettings {

    /** None if the site is not copied to a bucket. */
    Optional<String> bucket();

    /** What the names of all objects begin with, such as {@code status/}. */
    Optional<String> prefix();

    @WithDefault("us-east-1")
    String region();

    /** Of a store other than Amazon's; the bucket is then part of the path. */
    Optional<URI> endpoint();

    /** None for those that Amazon's SDK finds: environment, profile, role of the machine. */
    Optional<String> accessKeyId();

    Optional<String> secretAccessKey();

    Optional<String> secretAccessKeyFile();
}
