package dev.connections.files.store.s3;

import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.FileStoreContract;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.testing.files.FakeS3Server;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract of stores on a fake of S3 that has what emulators lack: atomic conditions and refused keys. */
class FakeS3Tests extends FileStoreContract {

    private static final StoreTimeouts TIMEOUTS =
            new StoreTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30));

    private final FakeS3Server server = FakeS3Server.start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Override
    protected FileStore open(String prefix) {
        return open("bucket", prefix, "valid");
    }

    private FileStore open(String bucket, String prefix, String accessKey) {
        return S3FileStore.open(
                new S3StoreSettings(bucket, prefix, null, server.url(), true, null, null, TIMEOUTS),
                Credentials.of(accessKey, "secret"),
                RequestRetry.NONE);
    }

    @Override
    protected FileStore openMissing() {
        return open("missing-bucket", "", "valid");
    }

    @Override
    protected FileStore openRefused() {
        return open("bucket", "", "refused");
    }

    @Override
    protected Class<?> nativeType() {
        return S3Client.class;
    }
}
