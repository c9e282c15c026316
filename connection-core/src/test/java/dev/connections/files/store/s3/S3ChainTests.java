package dev.connections.files.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.testing.files.FakeS3Server;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Credentials and regions of the SDK's own chain. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class S3ChainTests {

    private static final StoreTimeouts TIMEOUTS =
            new StoreTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private static final Set<String> SETTINGS = Set.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_PROFILE",
            "AWS_REGION",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI");

    private final FakeS3Server server = FakeS3Server.start();

    private final Map<String, @Nullable String> before = new HashMap<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void hideTheEnvironment() throws Exception {
        assumeTrue(
                System.getenv().keySet().stream().noneMatch(SETTINGS::contains),
                "The environment has credentials or a region");
        set("aws.configFile", Files.createFile(directory.resolve("config")).toString());
        set(
                "aws.sharedCredentialsFile",
                Files.createFile(directory.resolve("credentials")).toString());
        set("aws.disableEc2Metadata", "true");
    }

    @AfterEach
    void restore() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        server.close();
    }

    private void set(String name, String value) {
        String previous = System.setProperty(name, value);
        before.putIfAbsent(name, previous);
    }

    private FileStore open(@Nullable String profile) {
        return S3FileStore.open(
                new S3StoreSettings("bucket", "", null, server.url(), true, profile, null, TIMEOUTS),
                Credentials.none(),
                RequestRetry.NONE);
    }

    @Test
    void theKeysOfAProfileAreUsed() throws Exception {
        Files.writeString(
                directory.resolve("credentials"),
                """
                [reports]
                aws_access_key_id = profile-key
                aws_secret_access_key = secret
                """);

        try (FileStore store = open("reports")) {
            store.check();
        }
        assertThat(server.requests().get(0).headers().get("authorization")).contains("Credential=profile-key/");
    }

    @Test
    void theKeysOfTheChainAreUsed() throws Exception {
        set("aws.accessKeyId", "chain-key");
        set("aws.secretAccessKey", "secret");

        try (FileStore store = open(null)) {
            store.check();
        }
        assertThat(server.requests().get(0).headers().get("authorization")).contains("Credential=chain-key/");
    }

    @Test
    void missingKeysAreARefusal() {
        try (FileStore store = open(null)) {
            assertNoCredentials(store);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aMetadataServiceThatDoesNotRespondDelaysForSecondsOnly() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            set("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:" + silent.getLocalPort());
            set("aws.disableEc2Metadata", "false");
            try (FileStore store = open(null)) {
                long start = System.nanoTime();
                assertNoCredentials(store);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            }
        }
    }

    private static void assertNoCredentials(FileStore store) {
        StoreException failure = catchThrowableOfType(StoreException.class, store::check);
        assertThat(failure).isNotNull().hasMessageContaining("access-key");
        assertThat(failure.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
    }

    @Test
    void theRegionOfTheChainIsUsed() {
        set("aws.region", "eu-central-1");
        S3StoreSettings settings = new S3StoreSettings("bucket", "", null, null, false, null, null, TIMEOUTS);

        try (FileStore store = S3FileStore.open(settings, Credentials.of("a", "b"), RequestRetry.NONE)) {
            assertThat(store.identity().target()).containsEntry("region", "eu-central-1");
        }
    }

    @Test
    void aMissingRegionIsReported() {
        S3StoreSettings settings = new S3StoreSettings("bucket", "", null, null, false, null, null, TIMEOUTS);

        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> S3FileStore.open(settings, Credentials.of("a", "b"), RequestRetry.NONE)))
                .hasMessageContaining("Set region");
    }
}
