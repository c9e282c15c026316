package dev.connections.files.store.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.cloud.storage.Storage;
import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileContent;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.FileStoreContract;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.ReadRequest;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.SignRequest;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.files.store.WriteContent;
import dev.connections.files.store.WriteRequest;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.StablePort;
import dev.connections.testing.files.FakeGcs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of stores by Google's client on a server in memory, and its errors. */
@RequiresServer
class GcsFileStoreTests extends FileStoreContract {

    private static final StoreTimeouts TIMEOUTS =
            new StoreTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30));

    private final FakeGcs server = new FakeGcs();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected FileStore open(String prefix) throws IOException {
        return open(server.url(), FakeGcs.BUCKET, prefix, Credentials.none());
    }

    private static FileStore open(URI endpoint, String bucket, String prefix, Credentials credentials)
            throws IOException {
        return GcsFileStore.open(
                new GcsStoreSettings(bucket, prefix, endpoint, null, TIMEOUTS), credentials, RequestRetry.NONE);
    }

    @Override
    protected FileStore openMissing() throws IOException {
        return open(server.url(), "missing-bucket", "", Credentials.none());
    }

    @Override
    protected @Nullable FileStore openRefused() throws IOException {
        server.requireToken("right");
        return open(server.url(), FakeGcs.BUCKET, "", Credentials.of(null, "wrong"));
    }

    @Override
    protected FileStore openUnreachable() throws IOException {
        return open(URI.create("http://127.0.0.1:" + StablePort.next()), "bucket", "", Credentials.none());
    }

    @Override
    protected Class<?> nativeType() {
        return Storage.class;
    }

    @Override
    protected Set<Capability> capabilities() {
        Set<Capability> all = super.capabilities();
        all.remove(Capability.SIGN); // needs the key of a service account, see below
        return all;
    }

    private static WriteRequest write(String path, int size) {
        return new WriteRequest(path, WriteContent.of(new byte[size]), null, Map.of(), false, null);
    }

    @ParameterizedTest
    @CsvSource({
        "401,CREDENTIALS_REFUSED",
        "403,FORBIDDEN",
        "429,THROTTLED",
        "408,UNAVAILABLE",
        "500,UNAVAILABLE",
        "503,UNAVAILABLE",
        "400,INVALID"
    })
    void aStatusHasAReason(int status, Reason reason) throws Exception {
        FileStore store = store();
        store.write(write("a.txt", 1));
        server.failNext(1, status);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.info("a.txt"))
                .withMessageContaining(String.valueOf(status))
                .satisfies(ex -> assertThat(ex.reason()).isEqualTo(reason));
        int before = server.requests().size();
        server.failNext(1, status);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.write(write("b.txt", 1)))
                .satisfies(ex -> assertThat(ex.reason()).isEqualTo(reason));
        assertThat(server.requests()).as("no retries of the client").hasSize(before + 1);
    }

    @Test
    void aFailedChunkOfALargeWriteLeavesTheOldFile() throws Exception {
        FileStore store = store();
        store.write(write("a.bin", 3));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.write(new WriteRequest(
                        "a.bin",
                        new WriteContent() {
                            @Override
                            public long length() {
                                return -1;
                            }

                            @Override
                            public boolean isRepeatable() {
                                return false;
                            }

                            @Override
                            public InputStream open() {
                                return new InputStream() {
                                    private int count;

                                    @Override
                                    public int read() {
                                        if (count++ == 20_000_000) {
                                            server.failNext(5, 503);
                                        }
                                        return (count < 40_000_000) ? 1 : -1;
                                    }
                                };
                            }
                        },
                        null,
                        Map.of(),
                        false,
                        null)))
                .satisfies(ex -> assertThat(ex.reason()).isEqualTo(Reason.UNAVAILABLE));
        while (true) {
            try {
                assertThat(store.info("a.bin").size()).isEqualTo(3);
                return;
            } catch (StoreException ex) {
                assertThat(ex.reason()).isEqualTo(Reason.UNAVAILABLE); // the rest of the failures
            }
        }
    }

    @Test
    void aServerThatCutsEachResponseIsAnIoException() throws Exception {
        FileStore store = store();
        store.write(write("a.bin", 1_000_000));
        for (int i = 0; i < 20; i++) {
            server.cutAfter(0);
        }
        try (FileContent content = store.read(ReadRequest.of("a.bin"))) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> content.body().readAllBytes());
        }
    }

    @Test
    void pagesAreListed() throws Exception {
        FileStore store = store();
        for (int i = 0; i < 5; i++) {
            store.write(write("f/" + i, 1));
        }
        server.setPageSize(2);
        var first = store.list(new ListRequest("f/", true, null));
        assertThat(first.files()).hasSize(2);
        var second = store.list(new ListRequest("f/", true, first.next()));
        assertThat(second.files()).extracting("path").containsExactly("f/2", "f/3");
        assertThat(store.list(new ListRequest("f/", true, second.next())).next())
                .isNull();
    }

    @Test
    void aRevalidationIsOneRequestWithoutContent() throws Exception {
        FileStore store = store();
        String version = store.write(write("a.bin", 10)).version();
        int before = server.requests().size();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.read(new ReadRequest("a.bin", 0, -1, null, version)))
                .satisfies(ex -> assertThat(ex.reason()).isEqualTo(Reason.NOT_MODIFIED));
        assertThat(server.requests()).hasSize(before + 1);
    }

    @Test
    void urlsAreSignedWithTheKeyOfAServiceAccount() throws Exception {
        var keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String pem = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder()
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        String json = "{\"type\": \"service_account\", \"client_id\": \"1\", \"private_key_id\": \"k\","
                + " \"client_email\": \"app@project.iam.gserviceaccount.com\", \"project_id\": \"project\","
                + " \"private_key\": \"" + pem + "\"}";
        FileStore store = closing(open(server.url(), FakeGcs.BUCKET, "pre/", Credentials.of(null, json)));
        URI url = store.sign(new SignRequest("a b.txt", false, Duration.ofHours(1), null));
        assertThat(url.toString())
                .startsWith(server.url() + "/" + FakeGcs.BUCKET + "/pre/a%20b.txt?")
                .contains("X-Goog-Expires=3600", "X-Goog-Signature=");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> open(server.url(), "b", "", Credentials.of(null, "{\"private_key\": \"top secret\"}")))
                .withMessageContaining("credentials")
                .satisfies(ex -> assertThat(ex.toString()).doesNotContain("top secret"));
        FileStore unsigned = store();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> unsigned.sign(new SignRequest("a", false, Duration.ofHours(1), null)))
                .withMessageContaining("service account");
    }

    @Test
    void manyFilesAreDeleted() throws Exception {
        FileStore store = store();
        store.write(write("a", 1));
        store.delete(List.of("a", "missing"));
        assertThat(store.list(new ListRequest("", true, null)).files()).isEmpty();
    }
}
