package dev.connections.files.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.FileStoreContract;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.SignRequest;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.files.store.WriteContent;
import dev.connections.files.store.WriteRequest;
import dev.connections.files.store.azure.AzureStoreSettings.SecretKind;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.StablePort;
import dev.connections.testing.files.AzuriteServer;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract of stores by Microsoft's client on Azurite. */
@Tag("peers")
@RequiresServer
class AzuriteTests extends FileStoreContract {

    private static final StoreTimeouts TIMEOUTS =
            new StoreTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30));

    private static final AtomicInteger CONTAINERS = new AtomicInteger();

    private static AzuriteServer server;

    private @Nullable String container;

    @BeforeAll
    static void start() {
        server = new AzuriteServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected FileStore open(String prefix) {
        return open(prefix, SecretKind.CONNECTION_STRING, server.connectionString());
    }

    private FileStore open(String prefix, SecretKind kind, String secret) {
        if (container == null) {
            container = "container" + CONTAINERS.incrementAndGet();
            new BlobServiceClientBuilder()
                    .connectionString(server.connectionString())
                    .buildClient()
                    .createBlobContainer(container);
        }
        return AzureFileStore.open(
                new AzureStoreSettings(container, prefix, AzuriteServer.ACCOUNT, server.url(), kind, TIMEOUTS),
                Credentials.of(null, secret),
                RequestRetry.NONE);
    }

    @Override
    protected FileStore openMissing() {
        container = "missing-container";
        return open("");
    }

    @Override
    protected Map<String, String> signedUploadHeaders() {
        return Map.of("x-ms-blob-type", "BlockBlob");
    }

    /** Azure answers AuthenticationFailed, and Azurite AuthorizationFailure. */
    @Test
    void aWrongKeyIsNoMissingContainer() {
        FileStore store =
                closing(open("", SecretKind.ACCOUNT_KEY, Base64.getEncoder().encodeToString(new byte[64])));
        assertThatExceptionOfType(StoreException.class).isThrownBy(store::check).satisfies(ex -> assertThat(ex.reason())
                .isIn(Reason.FORBIDDEN, Reason.CREDENTIALS_REFUSED));
    }

    @Override
    protected FileStore openUnreachable() {
        return AzureFileStore.open(
                new AzureStoreSettings(
                        "container",
                        "",
                        "account",
                        URI.create("http://127.0.0.1:" + StablePort.next() + "/account"),
                        SecretKind.ACCOUNT_KEY,
                        TIMEOUTS),
                Credentials.of(null, AzuriteServer.KEY),
                RequestRetry.NONE);
    }

    @Override
    protected Class<?> nativeType() {
        return BlobContainerClient.class;
    }

    @Test
    void eachKindOfSecretIsAccepted() throws Exception {
        FileStore byKey = closing(open("", SecretKind.ACCOUNT_KEY, AzuriteServer.KEY));
        byKey.write(new WriteRequest("a", WriteContent.of(new byte[3]), null, Map.of("created-by", "x"), false, null));
        assertThat(byKey.info("a").metadata()).containsExactly(Map.entry("created-by", "x"));
        String sas = byKey.unwrap(BlobContainerClient.class)
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now().plusHours(1), BlobContainerSasPermission.parse("racwdl")));
        for (String form : new String[] {sas, "?" + sas}) {
            FileStore bySas = closing(open("", SecretKind.SAS, form));
            bySas.check();
            assertThat(bySas.info("a").size()).isEqualTo(3);
            assertThat(bySas.copy("a", "b").size()).isEqualTo(3);
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> bySas.sign(new SignRequest("a", false, Duration.ofHours(1), null)))
                    .withMessageContaining("account-key");
        }
    }

    @Test
    void aMalformedSecretIsNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("", SecretKind.CONNECTION_STRING, "AccountKey=topsecret"))
                .withMessageContaining("connection-string")
                .satisfies(ex -> assertThat(ex.toString()).doesNotContain("topsecret"));
    }
}
