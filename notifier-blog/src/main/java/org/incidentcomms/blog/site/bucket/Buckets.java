package org.incidentcomms.blog.site.bucket;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.kit.http.HttpClientSettings;
import org.incidentcomms.service.settings.SecretFiles;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens the bucket of the settings. */
public final class Buckets {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(10);
    /** Of a call with all its repetitions. */
    private static final Duration CALL = Duration.ofSeconds(30);

    private Buckets() {}

    /**
     * Makes no call yet.
     *
     * @param proxy for all calls, see {@link HttpClientSettings#through}
     * @param languages the folders of pages in other languages than the company's
     * @return empty if no bucket is set
     * @throws IllegalStateException if settings contradict each other
     */
    public static Optional<BucketTarget> open(BucketSettings settings, Optional<String> proxy, Set<String> languages) {
        return settings.bucket()
                .map(bucket -> new BucketTarget(client(settings, proxy), bucket, prefix(settings), languages));
    }

    private static String prefix(BucketSettings settings) {
        String prefix = settings.prefix().orElse("");
        if (prefix.startsWith("/")) {
            throw new IllegalStateException(
                    "SITE_EXPORT_S3_PREFIX must not begin with a slash, as no object's name does");
        }
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    static S3Client client(BucketSettings settings, Optional<String> proxy) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ)
                        .proxyConfiguration(proxy.filter(address -> !address.isBlank())
                                .map(Buckets::through)
                                .orElseGet(() -> ProxyConfiguration.builder().build())))
                .overrideConfiguration(limits -> limits.apiCallTimeout(CALL))
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                // Stores other than Amazon's know neither its newer checksums nor its signed chunks.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false));
        settings.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        return builder.build();
    }

    private static ProxyConfiguration through(String proxy) {
        var chosen =
                HttpClientSettings.of("site-export").through(Optional.of(proxy)).proxies();
        var address = (InetSocketAddress)
                chosen.select(URI.create("https://s3.amazonaws.com")).getFirst().address();
        return ProxyConfiguration.builder()
                .endpoint(URI.create("http://" + address.getHostString() + ":" + address.getPort()))
                .build();
    }

    private static AwsCredentialsProvider credentials(BucketSettings settings) {
        Optional<String> secret = SecretFiles.either(
                "SITE_EXPORT_S3_SECRET_ACCESS_KEY", settings.secretAccessKey(), settings.secretAccessKeyFile());
        if (settings.accessKeyId().isPresent() != secret.isPresent()) {
            throw new IllegalStateException("SITE_EXPORT_S3_ACCESS_KEY_ID and SITE_EXPORT_S3_SECRET_ACCESS_KEY (or"
                    + " SITE_EXPORT_S3_SECRET_ACCESS_KEY_FILE) go together; only one of them is set");
        }
        return secret.<AwsCredentialsProvider>map(given -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKeyId().orElseThrow(), given)))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
