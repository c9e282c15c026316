package dev.connections.files.store.s3;

import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.FileStoreContract;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.python.PythonServer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract of stores on moto. */
@Tag("peers")
@RequiresServer
class MotoTests extends FileStoreContract {

    private static final StoreTimeouts TIMEOUTS =
            new StoreTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private static PythonServer moto;

    private static int buckets;

    private @Nullable String bucket;

    @BeforeAll
    static void start() {
        moto = PythonServer.moto();
    }

    @AfterAll
    static void stop() {
        moto.close();
    }

    @Override
    protected FileStore open(String prefix) {
        if (bucket == null) {
            bucket = "bucket-" + ++buckets;
            try (FileStore creating = open(bucket, "")) {
                creating.unwrap(S3Client.class).createBucket(request -> request.bucket(bucket));
            }
        }
        return open(bucket, prefix);
    }

    private static FileStore open(String bucket, String prefix) {
        return S3FileStore.open(
                new S3StoreSettings(bucket, prefix, null, moto.url(), true, null, null, TIMEOUTS),
                Credentials.of("access", "secret"),
                RequestRetry.NONE);
    }

    @Override
    protected FileStore openMissing() {
        return open("missing-bucket", "");
    }

    @Override
    protected Class<?> nativeType() {
        return S3Client.class;
    }

    /** moto compares and writes in two steps. */
    @Override
    protected Set<Capability> capabilities() {
        Set<Capability> all = super.capabilities();
        all.removeAll(Set.of(Capability.ATOMIC_IF_ABSENT, Capability.ATOMIC_IF_MATCH));
        return all;
    }
}
