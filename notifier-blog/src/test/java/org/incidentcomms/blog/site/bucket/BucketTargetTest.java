package org.incidentcomms.blog.site.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.incidentcomms.blog.site.files.SitePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A store whose answers get lost, which a real one does only now and then. */
class BucketTargetTest {
    private static final SitePath BADGE = new SitePath("badge.svg");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path build;

    private final Map<String, String> objects = new HashMap<>();
    private boolean losesAnswers;
    private int puts;
    private final BucketTarget bucket = new BucketTarget(new Store(), "status", "", Set.of());

    @Test
    void whatIsThereAfterALostAnswerIsUnknown() throws IOException {
        copy("calm");
        losesAnswers = true;
        assertThatThrownBy(() -> copy("outage")).isInstanceOf(IOException.class).hasMessageContaining("badge.svg");
        losesAnswers = false;

        copy("calm");

        assertThat(objects).containsEntry("badge.svg", "calm");
    }

    @Test
    void soItIsAfterALostAnswerToADeletion() throws IOException {
        copy("calm");
        losesAnswers = true;
        Files.delete(build.resolve(BADGE.value()));
        assertThatThrownBy(() -> bucket.copy(build, BADGE)).isInstanceOf(IOException.class);
        losesAnswers = false;

        copy("calm");

        assertThat(objects).containsEntry("badge.svg", "calm");
    }

    @Test
    void theSameContentIsWrittenOnce() throws IOException {
        copy("calm");
        copy("calm");

        assertThat(puts).isEqualTo(1);
    }

    private void copy(String content) throws IOException {
        Files.writeString(build.resolve(BADGE.value()), content);
        bucket.copy(build, BADGE);
    }

    private final class Store implements S3Client {
        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            puts++;
            try (var content = body.contentStreamProvider().newStream()) {
                objects.put(request.key(), new String(content.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            answer();
            return PutObjectResponse.builder().build();
        }

        @Override
        public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
            objects.remove(request.key());
            answer();
            return DeleteObjectResponse.builder().build();
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            return ListObjectsV2Response.builder().build();
        }

        private void answer() {
            if (losesAnswers) {
                throw SdkClientException.create("connection reset");
            }
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
