package dev.connections.files.store.s3;

import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.FileStoreContract;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.StablePort;
import dev.connections.testing.files.S3MockServer;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract of stores on s3mock. */
@RequiresServer
class S3FileStoreTests extends FileStoreContract {

    private static final StoreTimeouts TIMEOUTS =
            new StoreTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30));

    private static final Credentials CREDENTIALS = Credentials.of("access", "secret");

    private @Nullable String bucket;

    @Override
    protected FileStore open(String prefix) {
        if (bucket == null) {
            bucket = S3MockServer.shared().newBucket();
        }
        return open(S3MockServer.shared().url(), bucket, prefix);
    }

    private static FileStore open(URI endpoint, String bucket, String prefix) {
        return S3FileStore.open(
                new S3StoreSettings(bucket, prefix, null, endpoint, true, null, null, TIMEOUTS),
                CREDENTIALS,
                RequestRetry.NONE);
    }

    @Override
    protected FileStore openMissing() {
        return open(S3MockServer.shared().url(), "missing-bucket", "");
    }

    @Override
    protected FileStore openUnreachable() {
        return open(URI.create("http://127.0.0.1:" + StablePort.next()), "bucket", "");
    }

    /** Without what s3mock lacks: it compares and writes in two steps, and an aborted upload removes the old file. */
    @Override
    protected Set<Capability> capabilities() {
        Set<Capability> all = super.capabilities();
        all.removeAll(Set.of(Capability.ATOMIC_IF_ABSENT, Capability.ATOMIC_IF_MATCH, Capability.ABORT));
        return all;
    }

    @Override
    protected Class<?> nativeType() {
        return S3Client.class;
    }
}
