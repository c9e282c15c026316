package dev.connections.files.store.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.credentials.Credentials;
import dev.connections.files.FileInfo;
import dev.connections.files.store.FileContent;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.FileStoreContract;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.ReadRequest;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.testing.StablePort;
import dev.connections.testing.files.FakeHub;
import dev.connections.testing.files.FakeHub.Request;
import dev.connections.testing.http.TrickleServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of stores on a repository on Hugging Face, and what is special about it. */
class HuggingFaceStoreTests extends FileStoreContract {

    private static final String TOKEN = "hf_s3cr3t";

    private static final StoreTimeouts TIMEOUTS =
            new StoreTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final Map<FileStore, String> prefixes = new HashMap<>();

    private FakeHub hub;

    @BeforeEach
    void startHub() {
        hub = FakeHub.start().token(TOKEN);
    }

    /** Fails if the CDN has received the token. */
    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Override
    protected FileStore open(String prefix) {
        FileStore store = open("datasets", "owner/name", "main", prefix, TOKEN);
        prefixes.put(store, prefix);
        return store;
    }

    private FileStore open(String kind, String repository, String revision, String prefix, String token) {
        return open(new HuggingFaceSettings(kind, repository, revision, prefix, hub.url(), TIMEOUTS), token);
    }

    private static FileStore open(HuggingFaceSettings settings, String token) {
        return HuggingFaceStore.open(settings, Credentials.of(null, token), RequestRetry.NONE);
    }

    private FileStore openWith(StoreTimeouts timeouts, URI endpoint) {
        return closing(open(new HuggingFaceSettings("datasets", "owner/name", "main", "", endpoint, timeouts), TOKEN));
    }

    private FileStore anonymous() {
        return closing(open("datasets", "owner/name", "main", "", null));
    }

    @Override
    protected FileStore openMissing() {
        return open("datasets", "owner/missing", "main", "", TOKEN);
    }

    @Override
    protected FileStore openRefused() {
        return open("datasets", "owner/name", "main", "", "hf_wrong");
    }

    @Override
    protected FileStore openUnreachable() {
        URI nobody = URI.create("http://127.0.0.1:" + StablePort.next());
        return open(new HuggingFaceSettings("datasets", "owner/name", "main", "", nobody, TIMEOUTS), TOKEN);
    }

    @Override
    protected Class<?> nativeType() {
        return HttpClient.class;
    }

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.of(Capability.ORDER);
    }

    @Override
    protected void put(FileStore store, String path, byte[] content) {
        hub.put(prefixes.get(store) + path, content);
    }

    @Override
    protected void remove(FileStore store, String path) {
        hub.remove(prefixes.get(store) + path);
    }

    // Requests

    @Test
    void theTokenIsSentToTheHubOnly() throws Exception {
        FileStore store = store();
        hub.put("a", bytes(10_000));

        assertThat(read(store, "a")).isEqualTo(bytes(10_000));
        List<Request> requests = hub.requests();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).cdn()).isFalse();
        assertThat(requests.get(0).header("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(requests.get(1).cdn()).isTrue();
        assertThat(requests.get(1).header("Authorization")).isNull();
    }

    @Test
    void aRedirectWithinTheHubKeepsTheToken() throws Exception {
        FileStore store = store();
        hub.put("a", bytes(1_000));

        assertThat(read(store, "a")).isEqualTo(bytes(1_000));
        assertThat(hub.requests()).hasSize(2).allSatisfy(request -> assertThat(request.header("Authorization"))
                .isNotNull());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 10_000})
    void anUnchangedFileCostsOneRequestToTheHub(int size) throws Exception {
        FileStore store = store();
        hub.put("a", bytes(size));
        String version = store.info("a").version();
        hub.clearRequests();

        assertFails(Reason.NOT_MODIFIED, () -> store.read(new ReadRequest("a", 0, -1, null, version)));
        assertThat(hub.requests()).singleElement().satisfies(request -> assertThat(request.cdn())
                .isFalse());
    }

    @Test
    void thePropertiesNeedNoRequestToTheCdn() throws Exception {
        FileStore store = store();
        hub.put("a.csv", bytes(10_000));

        FileInfo info = store.info("a.csv");
        assertThat(info.size()).isEqualTo(10_000);
        assertThat(info.contentType()).isEqualTo("text/csv");
        assertThat(hub.requests())
                .extracting(Request::toString)
                .containsExactly("hub HEAD /datasets/owner/name/resolve/main/a.csv");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 10_000})
    void aServerWithoutRangesSendsThePartNevertheless(int size) throws Exception {
        hub.withoutRanges();
        FileStore store = store();
        hub.put("a", bytes(size));

        try (FileContent content = store.read(new ReadRequest("a", 4, 3, null, null))) {
            assertThat(content.body().readAllBytes()).containsExactly(Arrays.copyOfRange(bytes(size), 4, 7));
            assertThat(content.info().size()).isEqualTo(size);
        }
    }

    @Test
    void networkConnectionsAreUsedAgain() throws Exception {
        FileStore store = store();
        hub.put("a", bytes(10_000));
        hub.put("b", bytes(10));

        for (int i = 0; i < 5; i++) {
            read(store, "a");
            read(store, "b");
            store.check();
            assertFails(Reason.NOT_FOUND, () -> store.info("missing"));
        }
        // the client may return a connection to its pool after the next request has begun
        assertThat(hub.requests()).hasSize(25);
        assertThat(hub.connections()).isLessThan(10);
    }

    // URLs

    @Test
    void modelsHaveNoKindInTheUrlsOfFiles() throws Exception {
        hub.repository("models/owner/name");
        FileStore store = closing(open("models", "owner/name", "main", "", TOKEN));
        hub.put("a", bytes(10));

        assertThat(read(store, "a")).isEqualTo(bytes(10));
        assertThat(paths(listAll(store, "", true))).containsExactly("a");
        store.check();
        assertThat(hub.requests())
                .extracting(Request::target)
                .containsExactly(
                        "/owner/name/resolve/main/a",
                        "/api/models/owner/name/tree/main?recursive=true",
                        "/api/models/owner/name/revision/main?expand=sha");
    }

    @Test
    void aRevisionMayHaveASlash() throws Exception {
        hub.revision("refs/convert/parquet");
        FileStore store = closing(open("datasets", "owner/name", "refs/convert/parquet", "", TOKEN));
        hub.put("a", bytes(10_000));

        store.check();
        assertThat(read(store, "a")).isEqualTo(bytes(10_000));
        assertThat(paths(listAll(store, "", true))).containsExactly("a");
        assertThat(hub.requests().get(0).target()).contains("/revision/refs%2Fconvert%2Fparquet");
    }

    @Test
    void aRenamedRepositoryIsFound() throws Exception {
        hub.renamedFrom("datasets/owner/old");
        FileStore store = closing(open("datasets", "owner/old", "main", "", TOKEN));
        hub.put("a", bytes(10_000));

        store.check();
        assertThat(read(store, "a")).isEqualTo(bytes(10_000));
        assertThat(store.info("a").size()).isEqualTo(10_000);
        assertThat(paths(listAll(store, "", true))).containsExactly("a");
    }

    // Pages

    @Test
    void linksToOtherPagesAreFollowedAtTheEndpointOnly() throws Exception {
        hub.pageSize(2);
        FileStore store = store();
        for (String path : List.of("a b", "c&d=+%", "e/f", "e/g", "h")) {
            hub.put(path, bytes(1));
        }

        assertThat(paths(listAll(store, "", true))).containsExactly("a b", "c&d=+%", "e/f", "e/g", "h");
        assertThat(hub.requests()).hasSize(3).noneMatch(Request::cdn);
        FilePage first = store.list(new ListRequest("", false, null));
        assertThat(first.next()).doesNotContain("127.0.0.1");
    }

    @Test
    void theVersionOfAListingIsThatOfTheFile() throws Exception {
        FileStore store = store();
        for (int size : new int[] {0, 10, 1_000, 10_000}) {
            hub.put("f" + size, bytes(size));
        }

        for (FileInfo listed : listAll(store, "", true)) {
            FileInfo info = store.info(listed.path());
            assertThat(info.version()).isEqualTo(listed.version()).matches("[0-9a-f]+");
            assertThat(info.size()).isEqualTo(listed.size());
            try (FileContent content = store.read(ReadRequest.of(listed.path()))) {
                assertThat(content.info()).isEqualTo(info);
            }
        }
    }

    // Errors

    @Test
    void aPrivateRepositoryNeedsAToken() throws Exception {
        hub.restricted();
        FileStore store = anonymous();
        hub.put("a", bytes(1));

        StoreException failure = assertFails(Reason.CONTAINER_MISSING, store::check);
        assertThat(failure).hasMessageContaining("datasets/owner/name").hasMessageContaining("set a token");
        assertFails(Reason.CONTAINER_MISSING, () -> store.info("a"));
        assertThat(read(store(), "a")).isEqualTo(bytes(1));
    }

    @Test
    void anUnknownRepositoryIsMissingWithoutAToken() {
        FileStore store = closing(open("datasets", "owner/missing", "main", "", null));

        assertFails(Reason.CONTAINER_MISSING, store::check);
        assertFails(Reason.CONTAINER_MISSING, () -> store.read(ReadRequest.of("a")));
        assertFails(Reason.CONTAINER_MISSING, () -> store.list(new ListRequest("", true, null)));
    }

    @Test
    void anUnknownRevisionIsNamed() {
        FileStore store = closing(open("datasets", "owner/name", "mian", "", TOKEN));

        for (StoreException failure : List.of(
                assertFails(Reason.CONTAINER_MISSING, store::check),
                assertFails(Reason.CONTAINER_MISSING, () -> store.read(ReadRequest.of("a"))),
                assertFails(Reason.CONTAINER_MISSING, () -> store.list(new ListRequest("a/", true, null))))) {
            assertThat(failure).hasMessageContaining("404 RevisionNotFound").hasMessageContaining("'mian'");
        }
    }

    @Test
    void aGatedRepositoryRefusesFiles() throws Exception {
        hub.gated();
        hub.put("a", bytes(1));

        StoreException refused = assertFails(Reason.FORBIDDEN, () -> store().read(ReadRequest.of("a")));
        assertThat(refused).hasMessageContaining("403 GatedRepo").hasMessageContaining("accept its conditions");
        assertFails(Reason.CREDENTIALS_REFUSED, () -> anonymous().info("a"));
    }

    @Test
    void errorsAreMapped() throws Exception {
        FileStore store = store();
        hub.put("a", bytes(10));
        Map<Integer, Reason> reasons = Map.of(
                400, Reason.INVALID,
                403, Reason.FORBIDDEN,
                408, Reason.UNAVAILABLE,
                429, Reason.THROTTLED,
                500, Reason.UNAVAILABLE,
                503, Reason.UNAVAILABLE,
                418, Reason.INVALID);

        reasons.forEach((status, reason) -> {
            hub.failNext(3, status);
            assertThat(assertFails(reason, store::check)).hasMessageContaining(String.valueOf(status));
            assertThat(assertFails(reason, () -> store.read(ReadRequest.of("a"))))
                    .hasMessageContaining("'a'")
                    .hasMessageContaining(String.valueOf(status));
            assertFails(reason, () -> store.list(new ListRequest("", true, null)));
        });
        hub.failNext(1, 404);
        assertFails(Reason.NOT_FOUND, () -> store.info("a"));
        hub.failNext(2, 404);
        assertFails(Reason.CONTAINER_MISSING, store::check);
        assertFails(Reason.CONTAINER_MISSING, () -> store.list(new ListRequest("", true, null)));
    }

    @Test
    void errorsOfTheCdnAreTransient() {
        hub.put("a", bytes(10_000));
        for (int status : new int[] {401, 403, 404, 500, 503}) {
            hub.failNextAtCdn(1, status);
            StoreException failure = assertFails(Reason.UNAVAILABLE, () -> store().read(ReadRequest.of("a")));
            assertThat(failure).hasMessageContaining(status + " by the CDN");
            assertThat(failure.toString()).doesNotContain("s3cr3t");
        }
        hub.failNextAtCdn(1, 429);
        assertFails(Reason.THROTTLED, () -> store().read(ReadRequest.of("a")));
    }

    @Test
    void theRequestedPauseIsKept() throws Exception {
        FileStore store = store();

        hub.failNext(1, 429, Map.of("Retry-After", "17"));
        assertThat(assertFails(Reason.THROTTLED, store::check).retryAfter()).isEqualTo(Duration.ofSeconds(17));
        hub.failNext(1, 429, Map.of("RateLimit", "\"api\";r=0;t=55"));
        assertThat(assertFails(Reason.THROTTLED, store::check).retryAfter()).isEqualTo(Duration.ofSeconds(55));
        hub.failNext(1, 503, Map.of("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"));
        assertThat(assertFails(Reason.UNAVAILABLE, store::check).retryAfter()).isZero();
        hub.failNext(1, 429, Map.of("Retry-After", "soon"));
        assertThat(assertFails(Reason.THROTTLED, store::check).retryAfter()).isNull();
    }

    @Test
    void messagesHaveNoToken() {
        hub.failNext(1, 401, Map.of("X-Error-Message", "The token " + TOKEN + " has expired."));

        StoreException failure = assertFails(Reason.CREDENTIALS_REFUSED, () -> store().check());
        assertThat(failure)
                .hasMessage("Checking the repository failed: 401: The token ****** has expired. Check the token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a url", "mailto:a@b.c", "/datasets/owner/name/resolve/main/a"})
    void badRedirectsFail(String location) {
        hub.failNext(10, 302, Map.of("Location", location));

        assertFails(Reason.UNAVAILABLE, () -> store().read(ReadRequest.of("a")));
        assertThat(hub.requests()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void aRedirectToAnotherHostLosesTheToken() throws Exception {
        hub.put("a", bytes(10));
        hub.failNext(1, 302, Map.of("Location", "http://localhost:" + hub.url().getPort() + "/elsewhere"));

        assertFails(Reason.UNAVAILABLE, () -> store().read(ReadRequest.of("a")));
        assertThat(hub.requests()).hasSize(2);
        assertThat(hub.requests().get(1).header("Authorization")).isNull();
    }

    @Test
    void aResponseWithoutAVersionIsUnusable() {
        hub.failNext(1, 200);
        StoreException failure = assertFails(Reason.UNAVAILABLE, () -> store().info("a"));
        assertThat(failure).hasMessageContaining("is a hub");
        hub.failNext(1, 200);
        assertFails(Reason.UNAVAILABLE, () -> store().list(new ListRequest("", true, null)));
    }

    @Test
    void writesAreRefused() throws Exception {
        FileStore store = store();

        assertThatThrownBy(() -> store.write(write("a", bytes(1))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("read only");
        assertThatThrownBy(() -> store.delete(List.of("a"))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> store.copy("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(hub.requests()).isEmpty();
    }

    // Faults

    @ParameterizedTest
    @ValueSource(ints = {0, 2_500, 5_000, 9_999})
    void aBrokenTransferIsNoShortFile(int cut) throws Exception {
        FileStore store = store();
        hub.put("a", bytes(10_000));

        hub.cutAfter(cut);
        try (FileContent content = store.read(ReadRequest.of("a"))) {
            assertThatThrownBy(() -> content.body().readAllBytes()).isInstanceOf(IOException.class);
        }
        assertThat(read(store, "a")).isEqualTo(bytes(10_000));
    }

    @Test
    void aTransferContinuesAfterTheLastByte() throws Exception {
        FileStore store = store();
        hub.put("a", bytes(10_000));
        String version = store.info("a").version();

        byte[] start;
        hub.cutAfter(6_000);
        try (FileContent content = store.read(ReadRequest.of("a"))) {
            start = content.body().readNBytes(6_000);
        }
        try (FileContent content = store.read(new ReadRequest("a", 6_000, -1, version, null))) {
            assertThat(content.body().readAllBytes()).hasSize(4_000);
        }
        assertThat(start).hasSize(6_000);
        hub.put("a", bytes(10_001));
        assertFails(Reason.CONDITION_FAILED, () -> store.read(new ReadRequest("a", 6_000, -1, version, null)));
    }

    @Test
    void aBodyThatStallsFailsAfterTheIdleTimeout() throws Exception {
        StoreTimeouts timeouts =
                new StoreTimeouts(Duration.ofSeconds(20), Duration.ofMillis(500), Duration.ofSeconds(30));
        FileStore store = openWith(timeouts, hub.url());
        hub.put("a", bytes(10_000));

        hub.stallAfter(5_000);
        try (FileContent content = store.read(ReadRequest.of("a"))) {
            assertThat(content.body().readNBytes(5_000)).hasSize(5_000);
            assertThatThrownBy(() -> content.body().read())
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessageContaining("idle timeout of 500 ms");
        }
        assertThat(read(store, "a")).hasSize(10_000);
    }

    @Test
    void aServerThatDoesNotRespondFailsAfterTheRequestTimeout() throws Exception {
        StoreTimeouts timeouts =
                new StoreTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofMillis(500));
        try (TrickleServer silent = TrickleServer.silent()) {
            FileStore store = openWith(timeouts, silent.url());
            assertFails(Reason.UNAVAILABLE, store::check);
            assertFails(Reason.UNAVAILABLE, () -> store.read(ReadRequest.of("a")));
        }
    }

    @Test
    void closingTheStoreEndsItsReads() throws Exception {
        FileStore store = open("");
        hub.put("a", bytes(10_000));

        hub.stallAfter(5_000);
        FileContent content = store.read(ReadRequest.of("a"));
        content.body().readNBytes(5_000);
        store.close();
        assertThatThrownBy(() -> content.body().read()).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatEndsEarlyAtTheCdnIsAnError() {
        hub.put("a", bytes(10_000));
        hub.shortenAtCdn("a", 9_000);

        StoreException failure = assertFails(Reason.UNAVAILABLE, () -> store().read(ReadRequest.of("a")));
        assertThat(failure).hasMessageContaining("9000 bytes instead of 10000");
    }
}
