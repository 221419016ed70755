package org.incidentcomms.blog.site.bucket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.incidentcomms.blog.site.files.ExportTarget;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.serve.SiteRoute;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket. Objects are named like the paths of their URLs ({@code incidents/slow}; front pages keep {@code index.html}),
 * and carry the content type and caching with which the site itself is served. Compressing is left to the CDN.
 *
 * <p>An object that has the content already is not written again: S3 tells the MD5 of each with the list.
 */
public final class BucketTarget implements ExportTarget, AutoCloseable {
    private static final String PAGE = ".html";
    private static final Set<String> WITH_ENDING = Set.of("index.html", "404.html", "unavailable.html");
    /** A page of an incident or post, in the company's language. */
    private static final Pattern SWEPT = Pattern.compile("(?:incidents|posts)/[^/]+");

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final Set<String> languages;
    /** MD5 in hexadecimal by name; null before the bucket was listed. */
    private @Nullable Map<String, String> stored;

    /**
     * The client is closed with this.
     *
     * @param prefix what the names of all objects begin with; it ends with a slash or is empty
     * @param languages the folders of pages in other languages than the company's
     */
    BucketTarget(S3Client s3, String bucket, String prefix, Set<String> languages) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
        this.languages = Set.copyOf(languages);
    }

    /** @throws IOException if the bucket cannot be reached or refuses */
    @Override
    public void copy(Path build, SitePath path) throws IOException {
        String name = prefix + name(path);
        try {
            Map<String, String> there = stored();
            byte[] content = content(build.resolve(path.value()));
            if (content == null) {
                there.remove(name);
                delete(name);
                return;
            }
            String digest = md5(content);
            if (!digest.equals(there.get(name))) {
                // What is there after a failure is unknown.
                there.remove(name);
                put(name, SiteRoute.ofFile(path), content);
                there.put(name, digest);
            }
        } catch (SdkException e) {
            throw failed("write " + name, e);
        }
    }

    private static byte @Nullable [] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void put(String name, SiteRoute served, byte[] content) {
        var unused = s3.putObject(
                put -> put.bucket(bucket)
                        .key(name)
                        .contentType(served.contentType())
                        .cacheControl(served.caching()),
                RequestBody.fromBytes(content));
    }

    private void delete(String name) {
        var unused = s3.deleteObject(delete -> delete.bucket(bucket).key(name));
    }

    @Override
    public void sweep(Predicate<SitePath> exists) throws IOException {
        try {
            // If a deletion fails, what is there is unknown.
            stored = null;
            Map<String, String> there = list();
            for (String name : there.keySet().toArray(String[]::new)) {
                if (isForgotten(name.substring(prefix.length()), exists)) {
                    delete(name);
                    there.remove(name);
                }
            }
            stored = there;
        } catch (SdkException e) {
            throw failed("delete pages", e);
        }
    }

    private boolean isForgotten(String name, Predicate<SitePath> exists) {
        String page = inCompanysLanguage(name);
        return SWEPT.matcher(page).matches() && SitePath.isSafe(page + PAGE) && !exists.test(SitePath.page(page));
    }

    private String inCompanysLanguage(String name) {
        int end = name.indexOf('/');
        return end > 0 && languages.contains(name.substring(0, end)) ? name.substring(end + 1) : name;
    }

    private Map<String, String> stored() {
        Map<String, String> known = stored;
        if (known == null) {
            known = list();
            stored = known;
        }
        return known;
    }

    private Map<String, String> list() {
        Map<String, String> found = new HashMap<>();
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()
                .forEach(object -> found.put(object.key(), object.eTag().replace("\"", "")));
        return found;
    }

    private String name(SitePath path) {
        String value = path.value();
        return value.endsWith(PAGE) && !WITH_ENDING.contains(inCompanysLanguage(value))
                ? value.substring(0, value.length() - PAGE.length())
                : value;
    }

    private IOException failed(String what, SdkException e) {
        return new IOException("cannot " + what + " in bucket " + bucket + ": " + e.getMessage(), e);
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
