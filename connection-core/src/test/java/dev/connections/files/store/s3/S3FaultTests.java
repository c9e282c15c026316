package dev.connections.files.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connections.credentials.Credentials;
import dev.connections.files.FileInfo;
import dev.connections.files.store.FileContent;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.ReadRequest;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.SignRequest;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreTimeouts;
import dev.connections.files.store.WriteContent;
import dev.connections.files.store.WriteRequest;
import dev.connections.testing.files.FakeS3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Faults of S3 and of the network, and the number of requests. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class S3FaultTests {

    private static final int PART = 8 << 20;

    private static final Duration IDLE = Duration.ofMillis(1_500);

    private static final StoreTimeouts TIMEOUTS =
            new StoreTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final FakeS3Server server = FakeS3Server.start();

    private final FileStore store = open(RequestRetry.NONE);

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    private FileStore open(RequestRetry retry) {
        return S3FileStore.open(settings(null, TIMEOUTS), Credentials.of("valid", "s3cr3t-key"), retry);
    }

    private FileStore openImpatient() {
        StoreTimeouts timeouts = new StoreTimeouts(Duration.ofSeconds(10), IDLE, Duration.ofSeconds(30));
        return S3FileStore.open(settings(null, timeouts), Credentials.of("valid", "secret"), RequestRetry.NONE);
    }

    private S3StoreSettings settings(@Nullable String token, StoreTimeouts timeouts) {
        return new S3StoreSettings("bucket", "", null, server.url(), true, null, token, timeouts);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aReadThatIsCutFails(int quarters) throws Exception {
        byte[] content = bytes(400_000);
        store.write(write("a", content));
        server.cutAfter(quarters * 100_000L);

        try (FileContent read = store.read(ReadRequest.of("a"))) {
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            assertThatThrownBy(() -> read.body().transferTo(received))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'a'");
            assertThat(received.toByteArray()).isEqualTo(Arrays.copyOf(content, quarters * 100_000));
        }
        server.cutAfter(-1);
        assertThat(read("a")).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aWriteThatIsCutKeepsTheOldFile(int quarters) throws Exception {
        store.write(write("a", bytes(10)));

        for (int size : new int[] {400_000, 2 * PART}) {
            server.cutAfter(Math.min(size, PART) / 4L * quarters);
            assertFails(Reason.UNAVAILABLE, () -> store.write(write("a", bytes(size))));
            server.cutAfter(-1);
            assertThat(read("a")).isEqualTo(bytes(10));
            assertThat(server.openUploads()).isZero();
        }
    }

    @Test
    void aBodyThatStallsEndsAfterTheIdleTimeout() throws Exception {
        store.write(write("a", bytes(400_000)));
        server.stallAfter(100_000);

        try (FileStore impatient = openImpatient();
                FileContent content = impatient.read(ReadRequest.of("a"))) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> content.body().readAllBytes()).isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IDLE.multipliedBy(6));
        }
    }

    @Test
    void aWriteThatStallsEndsAfterTheIdleTimeout() {
        server.stallAfter(10_000);

        try (FileStore impatient = openImpatient()) {
            long start = System.nanoTime();
            assertFails(Reason.UNAVAILABLE, () -> impatient.write(write("a", bytes(PART))));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IDLE.multipliedBy(6));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidAccessKeyId, CREDENTIALS_REFUSED",
        "403, SignatureDoesNotMatch, CREDENTIALS_REFUSED",
        "400, ExpiredToken, CREDENTIALS_REFUSED",
        "400, InvalidToken, CREDENTIALS_REFUSED",
        "403, RequestTimeTooSkewed, CREDENTIALS_REFUSED",
        "403, AccessDenied, FORBIDDEN",
        "404, NoSuchBucket, CONTAINER_MISSING",
        "404, NoSuchKey, NOT_FOUND",
        "412, PreconditionFailed, CONDITION_FAILED",
        "409, ConditionalRequestConflict, CONDITION_FAILED",
        "503, SlowDown, THROTTLED",
        "503, ServiceUnavailable, THROTTLED",
        "429, TooManyRequests, THROTTLED",
        "500, InternalError, UNAVAILABLE",
        "502, BadGateway, UNAVAILABLE",
        "400, RequestTimeout, UNAVAILABLE",
        "301, PermanentRedirect, INVALID",
        "400, KeyTooLongError, INVALID"
    })
    void errorsHaveReasons(int status, String code, Reason reason) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> store.read(ReadRequest.of("a")),
                () -> store.write(write("a", bytes(10))),
                () -> store.list(new ListRequest("", true, null)),
                () -> store.delete(List.of("a", "b")))) {
            server.failNext(1, status, code);
            int before = server.requests().size();
            StoreException failure = assertFails(reason, call);
            assertThat(failure)
                    .hasMessageContaining(code)
                    .hasMessageContaining(String.valueOf(status))
                    .hasMessageNotContaining("s3cr3t");
            assertThat(server.requests()).hasSize(before + 1); // no retries
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidAccessKeyId, CREDENTIALS_REFUSED",
        "400, ExpiredToken, CREDENTIALS_REFUSED",
        "404, NoSuchBucket, CONTAINER_MISSING",
        "403, AccessDenied, FORBIDDEN",
        "503, SlowDown, UNAVAILABLE"
    })
    void theErrorOfAHeadRequestIsLookedUp(int status, String code, Reason reason) {
        server.failNext(2, status, code);

        assertFails(reason, () -> store.info("a"));
    }

    @Test
    void aRequestedPauseIsReported() {
        server.failNext(1, 503, "SlowDown", request -> true, Map.of("Retry-After", "7"));

        assertThat(assertFails(Reason.THROTTLED, () -> store.read(ReadRequest.of("a")))
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void partsAreSentAgainInAStormOfErrors() throws Exception {
        server.failNext(5, 503, "SlowDown", FakeS3Server.Received::isPart, Map.of());

        try (FileStore retrying = open(new Retries(10))) {
            retrying.write(write("a", bytes(3 * PART + 7)));
        }
        assertThat(read("a")).isEqualTo(bytes(3 * PART + 7));
        assertThat(server.requests().stream().filter(FakeS3Server.Received::isPart))
                .hasSize(4 + 5);
    }

    @Test
    void credentialsThatExpireInAWriteAreReported() throws Exception {
        store.write(write("a", bytes(10)));
        AtomicLong parts = new AtomicLong();
        server.failNext(1, 400, "ExpiredToken", request -> request.isPart() && parts.incrementAndGet() > 2, Map.of());

        try (FileStore retrying = open(new Retries(10))) {
            assertFails(Reason.CREDENTIALS_REFUSED, () -> retrying.write(write("a", bytes(5 * PART))));
        }
        assertThat(server.openUploads()).isZero();
        assertThat(read("a")).isEqualTo(bytes(10));
    }

    @Test
    void aLostResponseToACompletionIsNoFailure() throws Exception {
        server.loseNextCompletion();

        try (FileStore retrying = open(new Retries(10))) {
            FileInfo info = retrying.write(write("a", bytes(2 * PART)));
            assertThat(info.version()).isEqualTo(store.info("a").version());
        }
        assertThat(read("a")).isEqualTo(bytes(2 * PART));
    }

    @Test
    void aSmallOperationIsOneRequest() throws Exception {
        assertRequests(1, () -> store.write(write("a", bytes(PART))));
        assertRequests(1, () -> store.write(write("b", new Endless(PART, new AtomicLong()))));
        assertRequests(1, () -> read("a"));
        assertRequests(1, () -> store.info("a"));
        assertRequests(1, () -> assertFails(Reason.NOT_FOUND, () -> store.info("missing")));
        assertRequests(1, store::check);
        assertRequests(1, () -> store.list(new ListRequest("", true, null)));
        assertRequests(1, () -> store.delete(List.of("b")));
        assertRequests(
                3,
                () -> store.delete(
                        IntStream.range(0, 2_500).mapToObj(i -> "f" + i).toList()));
        assertRequests(2, () -> store.copy("a", "c"));
        assertRequests(1 + 2 + 1, () -> store.write(write("d", bytes(PART + 1))));
        assertRequests(0, () -> store.sign(new SignRequest("a", false, Duration.ofMinutes(1), null)));
    }

    @Test
    void aLargeWriteHasAFewPartsInMemory() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicLong position = new AtomicLong();
        CountDownLatch waiting = new CountDownLatch(4);
        try (FileStore blocked = open(new BlockedParts(waiting, release))) {
            CompletableFuture<FileInfo> write = CompletableFuture.supplyAsync(() -> {
                try {
                    return blocked.write(write("a", new Endless(12L * PART, position)));
                } catch (StoreException | IOException ex) {
                    throw new IllegalStateException(ex);
                }
            });
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(write).isNotDone();
            assertThat(position.get()).isLessThanOrEqualTo(5L * PART);
            release.countDown();
            assertThat(write.get(60, TimeUnit.SECONDS).size()).isEqualTo(12L * PART);
        } finally {
            release.countDown();
        }
    }

    @Test
    void aFileIsCopiedByParts() throws Exception {
        Map<String, String> metadata = Map.of("owner", "jerry");
        store.write(new WriteRequest("a b", WriteContent.of(bytes(1_000_003)), "text/x-test", metadata, false, null));
        FileInfo source = store.info("a b");

        try (S3Writer writer =
                new S3Writer(store.unwrap(S3Client.class), RequestRetry.NONE, settings(null, TIMEOUTS))) {
            FileInfo copy = writer.copyParts(source, "c d", 300_000);
            assertThat(copy.version()).endsWith("-4");
        }
        assertThat(read("c d")).isEqualTo(bytes(1_000_003));
        assertThat(store.info("c d").contentType()).isEqualTo("text/x-test");
        assertThat(store.info("c d").metadata()).isEqualTo(metadata);
    }

    @Test
    void metadataThatHeadersCannotHoldIsInvalid() {
        WriteRequest request =
                new WriteRequest("a", WriteContent.of(bytes(1)), null, Map.of("city", "Zürich"), false, null);

        assertThat(assertFails(Reason.INVALID, () -> store.write(request))).hasMessageContaining("city");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aSessionTokenIsSent() throws Exception {
        try (FileStore temporary =
                S3FileStore.open(settings("t0ken", TIMEOUTS), Credentials.of("valid", "secret"), RequestRetry.NONE)) {
            temporary.check();
        }
        assertThat(server.requests().get(0).headers()).containsEntry("x-amz-security-token", "t0ken");
    }

    @Test
    void aSignatureIsValidForAWeek() throws Exception {
        URI url = store.sign(new SignRequest("a", false, Duration.ofDays(7), null));

        assertThat(url.getQuery()).contains("X-Amz-Expires=604800");
        assertFails(
                Reason.INVALID,
                () -> store.sign(new SignRequest("a", false, Duration.ofDays(7).plusSeconds(1), null)));
    }

    @Test
    void aSecretKeyNeedsAnAccessKey() {
        assertThatThrownBy(() ->
                        S3FileStore.open(settings(null, TIMEOUTS), Credentials.of(null, "s3cr3t"), RequestRetry.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("access-key")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void aProfileThatIsMissingIsARefusal() {
        S3StoreSettings settings =
                new S3StoreSettings("bucket", "", null, server.url(), true, "no-such-profile", null, TIMEOUTS);
        try (FileStore other = S3FileStore.open(settings, Credentials.none(), RequestRetry.NONE)) {
            assertThat(assertFails(Reason.CREDENTIALS_REFUSED, other::check)).hasMessageContaining("access-key");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theIdentityHasNoSecrets() {
        assertThat(store.identity().container()).isEqualTo("bucket");
        assertThat(store.identity().target())
                .containsEntry("bucket", "bucket")
                .containsEntry("region", "us-east-1")
                .containsEntry("endpoint", server.url().toString());
        assertThat(store.identity().toString()).doesNotContain("s3cr3t");
    }

    @Test
    void partSizesGrowOnlyIfTooManyPartsWereNeeded() {
        assertThat(new PartSizes(10L * PART).size(1)).isEqualTo(PART);
        assertThat(new PartSizes(10_000L * PART).size(10_000)).isEqualTo(PART);
        assertThat(new PartSizes(10_000L * PART + 1).size(1)).isEqualTo(PART + 1);
        PartSizes unknown = new PartSizes(-1);
        assertThat(unknown.size(8_000)).isEqualTo(PART);
        assertThat(unknown.size(8_001)).isEqualTo(2 * PART);
        assertThat(unknown.size(8_400)).isEqualTo(2 * PART);
        assertThat(unknown.size(8_401)).isEqualTo(4 * PART);
        assertThat(unknown.size(10_000)).isEqualTo(32 * PART);
    }

    @Test
    void aClosedStoreIsUnavailable() {
        FileStore other = open(RequestRetry.NONE);
        other.close();

        assertFails(Reason.UNAVAILABLE, () -> other.read(ReadRequest.of("a")));
        assertFails(Reason.UNAVAILABLE, () -> other.write(write("a", bytes(2 * PART))));
    }

    @Test
    void threadsEndWithTheStore() throws Exception {
        FileStore other = open(RequestRetry.NONE);
        other.write(write("a", bytes(2 * PART)));
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        other.close();
        store.close();

        for (Thread each : threads) {
            if (each.getName().startsWith("s3-")) {
                each.join(20_000);
                assertThat(each.isAlive()).as(each.getName()).isFalse();
            }
        }
    }

    private void assertRequests(int count, ThrowingCallable call) throws Exception {
        int before = server.requests().size();
        try {
            call.call();
        } catch (Throwable ex) {
            throw new AssertionError(ex);
        }
        assertThat(server.requests().size() - before).isEqualTo(count);
    }

    private static StoreException assertFails(Reason reason, ThrowingCallable call) {
        StoreException failure = catchThrowableOfType(StoreException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.reason()).as(failure::toString).isEqualTo(reason);
        return failure;
    }

    private byte[] read(String path) throws StoreException, IOException {
        try (FileContent content = store.read(ReadRequest.of(path))) {
            return content.body().readAllBytes();
        }
    }

    private static WriteRequest write(String path, byte[] content) {
        return write(path, WriteContent.of(content));
    }

    private static WriteRequest write(String path, WriteContent content) {
        return new WriteRequest(path, content, null, Map.of(), false, null);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Retries transient failures a few times. */
    private record Retries(int count) implements RequestRetry {

        @Override
        public <T> T call(Request<T> request) throws StoreException {
            for (int attempt = 1; ; attempt++) {
                try {
                    return request.send();
                } catch (StoreException ex) {
                    if (attempt == count || (ex.reason() != Reason.THROTTLED && ex.reason() != Reason.UNAVAILABLE)) {
                        throw ex;
                    }
                }
            }
        }
    }

    /** Blocks the requests of the upload threads. */
    private record BlockedParts(CountDownLatch waiting, CountDownLatch release) implements RequestRetry {

        @Override
        public <T> T call(Request<T> request) throws StoreException {
            if (Thread.currentThread().getName().startsWith("s3-upload")) {
                waiting.countDown();
                try {
                    release.await();
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
            }
            return request.send();
        }
    }

    /** Zeros of unknown length. */
    private record Endless(long size, AtomicLong position) implements WriteContent {

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
                @Override
                public int read() {
                    return (position.get() == size) ? -1 : (int) (position.getAndIncrement() & 0);
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    int read = (int) Math.min(length, size - position.get());
                    position.addAndGet(read);
                    return (read == 0 && length > 0) ? -1 : read;
                }
            };
        }
    }
}
