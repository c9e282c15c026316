package dev.connections.files.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.files.FileChangedException;
import dev.connections.files.FileConditionException;
import dev.connections.files.FileInfo;
import dev.connections.files.FilesException;
import dev.connections.files.MissingFileException;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.store.local.LocalFileStore;
import dev.connections.files.store.local.LocalStoreSettings;
import dev.connections.rows.Rows;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.support.RateLimiter;
import dev.connections.support.WaitingClock;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests about files on a local directory behind a bad network: retries, resumed reads, caching and conditions. */
class FilesExecutionTests {

    record Sale(String month, long amount) {}

    private static final Duration BUDGET = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @TempDir
    Path cache;

    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    private final AtomicLong time = new AtomicLong();

    private final AtomicInteger opened = new AtomicInteger();

    private final TestObservationRegistry observations = TestObservationRegistry.create();

    private FaultyStore store;

    private SupervisedConnection<OpenFiles> supervised;

    private SupervisedFilesConnection files;

    @BeforeEach
    void open() throws Exception {
        store = new FaultyStore(
                LocalFileStore.open(new LocalStoreSettings(directory), Credentials.none(), RequestRetry.NONE));
        ConnectionName name = new ConnectionName("reports");
        AtomicInteger secrets = new AtomicInteger();
        supervised = new SupervisedConnection<>(
                name,
                "files",
                new FilesConnectionFactory(
                        name,
                        new StoreIdentity("s3", "bucket", Map.of("bucket", "bucket")),
                        (credentials, retry) -> {
                            opened.incrementAndGet();
                            return store;
                        },
                        new LocalSettings(cache, 10_000_000, 10_000_000, Duration.ofSeconds(30)),
                        () -> settings(null)),
                () -> Credentials.of("user", "secret" + secrets.incrementAndGet()),
                SupervisionSettings.defaults());
        files = new SupervisedFilesConnection(supervised, settings(null), observations, new SkippingClock());
    }

    private static FilesSettings settings(RateLimiter limit) {
        return new FilesSettings(
                new FilesSettings.Retry(3, Duration.ofMillis(200), Duration.ofSeconds(2), BUDGET), limit);
    }

    @AfterEach
    void close() {
        supervised.close();
        assertThat(cache).isEmptyDirectory();
    }

    private final class SkippingClock implements WaitingClock {

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(time.get());
        }

        @Override
        public long nanoTime() {
            return time.get();
        }

        @Override
        public void sleep(Duration pause) {
            pauses.add(pause);
            time.addAndGet(pause.toNanos());
        }
    }

    private byte[] put(String path, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return bytes;
    }

    @Test
    void aBrokenReadIsResumedAtEachQuarter() throws IOException {
        byte[] bytes = put("big.bin", 1_000_000);
        store.cuts.addAll(List.of(250_000, 250_000, 250_000));
        assertThat(files.readBytes("big.bin")).isEqualTo(bytes);
        assertThat(store.requests)
                .containsExactly("read big.bin 0", "read big.bin 250000", "read big.bin 500000", "read big.bin 750000");
    }

    @Test
    void aBrokenDownloadIsResumedAndAppearsWhenItIsComplete() throws IOException {
        byte[] bytes = put("big.bin", 300_000);
        store.cuts.add(100_000);
        List<Long> progress = new ArrayList<>();
        Path target = cache.resolve("../copy-" + cache.getFileName());
        try {
            files.download("big.bin", target, state -> {
                progress.add(state.bytes());
                assertThat(target).doesNotExist();
            });
            assertThat(target).hasBinaryContent(bytes);
            assertThat(progress).isSorted().last().isEqualTo(300_000L);
        } finally {
            Files.deleteIfExists(target);
        }
    }

    @Test
    void aDownloadToANameOfMaximumLengthHasAShorterNameMeanwhile(@TempDir Path local) throws IOException {
        byte[] bytes = put("a.bin", 100);
        Path target = local.resolve("x".repeat(255));
        files.download("a.bin", target);
        assertThat(target).hasBinaryContent(bytes);
        assertThat(local).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aReadThatBreaksAtEachAttemptFailsWithinTheBudget() throws IOException {
        put("big.bin", 100);
        store.cuts.addAll(List.of(50, 0, 0, 0, 0, 0));
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> files.readBytes("big.bin"))
                .withMessageContainingAll("'reports'", "'big.bin'", "byte 50");
        assertThat(store.requests).hasSize(3);
    }

    @Test
    void aFileThatChangesWhileItIsReadIsAnError() throws IOException {
        put("big.bin", 100_000);
        store.cuts.add(50_000);
        InputStream in = files.open("big.bin");
        in.readNBytes(50_000);
        put("big.bin", 99_999);
        assertThatExceptionOfType(FileChangedException.class)
                .isThrownBy(in::readAllBytes)
                .withMessageContainingAll("'reports'", "'big.bin'", "changed");
        in.close();
    }

    @Test
    void credentialsThatExpireDuringATransferAreRenewed() throws IOException {
        byte[] bytes = put("big.bin", 100_000);
        store.cuts.add(50_000);
        InputStream in = files.open("big.bin");
        byte[] first = in.readNBytes(50_000);
        store.failures.add(FaultyStore.failure(Reason.CREDENTIALS_REFUSED));
        assertThat(first).isEqualTo(Arrays.copyOf(bytes, 50_000));
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 50_000, 100_000));
        in.close();
        assertThat(opened).hasValue(2);
    }

    @Test
    void refusedCredentialsAreRenewedOnce() throws IOException {
        put("a.txt", 1);
        store.failures.add(FaultyStore.failure(Reason.CREDENTIALS_REFUSED));
        assertThat(files.info("a.txt").size()).isEqualTo(1);
        assertThat(opened).hasValue(2);
        store.failures.addAll(List.of(
                FaultyStore.failure(Reason.CREDENTIALS_REFUSED), FaultyStore.failure(Reason.CREDENTIALS_REFUSED)));
        assertThatExceptionOfType(CredentialsRefusedException.class)
                .isThrownBy(() -> files.info("a.txt"))
                .withMessageContaining("'reports'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"THROTTLED", "UNAVAILABLE"})
    void aStormOfErrorsIsRiddenOut(Reason reason) {
        store.failures.addAll(List.of(FaultyStore.failure(reason), FaultyStore.failure(reason)));
        files.write("a.txt", new byte[] {1});
        assertThat(files.readBytes("a.txt")).containsExactly(1);
        assertThat(pauses).hasSize(2).allMatch(pause -> pause.compareTo(Duration.ofMillis(400)) <= 0);
    }

    @Test
    void theStoreCanRequestAPauseWithinTheBudget() throws IOException {
        put("a.txt", 1);
        store.failures.add(new StoreException(Reason.THROTTLED, "SlowDown", Duration.ofSeconds(7), null));
        files.info("a.txt");
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
        store.failures.add(new StoreException(Reason.THROTTLED, "SlowDown", Duration.ofSeconds(11), null));
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> files.info("a.txt"))
                .withMessageContainingAll("'reports'", "'a.txt'", "SlowDown", "rate-limit");
    }

    @Test
    void aConditionalWriteWhoseOutcomeIsUnknownIsNotRepeated() {
        store.failures.add(FaultyStore.failure(Reason.UNAVAILABLE));
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> files.file("a.txt").ifAbsent().write(new byte[1]))
                .withMessageContaining("outcome is unknown")
                .isNotInstanceOf(FileConditionException.class);
        assertThat(store.requests).hasSize(1);
    }

    @Test
    void aStreamIsNotSentTwice() {
        store.failures.add(FaultyStore.failure(Reason.THROTTLED));
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> files.write("a.txt", new ByteArrayInputStream(new byte[10])));
        assertThat(store.requests).hasSize(1);
        assertThat(files.exists("a.txt")).isFalse();
    }

    @Test
    void aMissingFileLeavesTheConnectionUp() {
        assertThatExceptionOfType(MissingFileException.class).isThrownBy(() -> files.readText("none"));
        assertThatExceptionOfType(MissingFileException.class).isThrownBy(() -> files.open("none"));
        assertThatExceptionOfType(MissingFileException.class).isThrownBy(() -> files.copy("none", "x"));
        assertThat(files.state()).isEqualTo(ConnectionState.UP);
        assertThat(store.failures).isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void anUnchangedFileIsNeitherDownloadedNorParsedAgain() throws IOException {
        files.write("a.csv", List.of(new Sale("01", 1)));
        store.requests.clear();
        Rows first = files.read("a.csv", Duration.ofHours(1));
        assertThat(files.read("a.csv", Duration.ofHours(1))).isSameAs(first);
        assertThat(store.requests).containsExactly("read a.csv 0");
        assertThat(files.read("a.csv", Duration.ofNanos(1))).isSameAs(first);
        assertThat(store.requests).hasSize(2);
        Files.writeString(directory.resolve("a.csv"), "month,amount\n01,1\n02,2\n");
        assertThat(files.read("a.csv", Duration.ofNanos(1)).size()).isEqualTo(2);
        assertThat(files.read("a.csv", Duration.ofHours(1)).size()).isEqualTo(2);
    }

    @Test
    void bytesAndTextsAreCachedAndCopied() throws IOException {
        byte[] bytes = put("a.bin", 100);
        byte[] first = files.file("a.bin").ttl(Duration.ofHours(1)).bytes();
        first[0]++;
        assertThat(files.file("a.bin").ttl(Duration.ofHours(1)).bytes()).isEqualTo(bytes);
        assertThat(store.requests).hasSize(1);
    }

    @Test
    void writesEvictTheReadsAndQueriesOfTheFile() {
        files.write("2026/a.csv", List.of(new Sale("01", 1)));
        files.write("b.csv", List.of(new Sale("09", 9)));
        String sql = "select sum(amount) as n from '2026/*.csv'";
        Duration hour = Duration.ofHours(1);
        assertThat(files.query(sql, hour).row(0).getLong("n")).isEqualTo(1);
        Rows other = files.read("b.csv", hour);
        files.write("2026/b.csv", List.of(new Sale("02", 2)));
        assertThat(files.query(sql, hour).row(0).getLong("n")).isEqualTo(3);
        files.delete("2026/a.csv");
        assertThat(files.query(sql, hour).row(0).getLong("n")).isEqualTo(2);
        assertThat(files.read("b.csv", hour)).isSameAs(other);
    }

    @Test
    void onlyChangedFilesAreFetchedAgain() throws IOException {
        files.write("2026/a.csv", List.of(new Sale("01", 1)));
        files.write("2026/b.csv", List.of(new Sale("02", 2)));
        String sql = "select sum(amount) as n from '2026/*.csv'";
        files.query(sql);
        store.requests.clear();
        files.query(sql);
        assertThat(store.requests).containsExactly("list 2026/");
        Files.writeString(directory.resolve("2026/b.csv"), "month,amount\n02,20\n");
        assertThat(files.query(sql).row(0).getLong("n")).isEqualTo(21);
        assertThat(store.requests).containsExactly("list 2026/", "list 2026/", "read 2026/b.csv 0");
    }

    @Test
    void simultaneousReadsOfOneFileAreOneRequest() throws Exception {
        files.write("a.csv", List.of(new Sale("01", 1)));
        store.requests.clear();
        int threads = 20;
        CountDownLatch started = new CountDownLatch(1);
        store.beforeRead = () -> {
            try {
                started.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Rows>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(executor.submit(() -> files.read("a.csv", Duration.ofHours(1))));
            }
            started.countDown();
            for (Future<Rows> result : results) {
                assertThat(result.get(20, TimeUnit.SECONDS).size()).isEqualTo(1);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(store.requests).containsExactly("read a.csv 0");
    }

    @Test
    void errorsAreNotCached() throws IOException {
        assertThatExceptionOfType(MissingFileException.class)
                .isThrownBy(() -> files.read("a.csv", Duration.ofHours(1)));
        Files.writeString(directory.resolve("a.csv"), "a\n1\n");
        assertThat(files.read("a.csv", Duration.ofHours(1)).size()).isEqualTo(1);
    }

    @Test
    void anOptionWithoutEffectIsAnError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> files.file("a").ifAbsent().bytes())
                .withMessageContainingAll("'reports'", "'a'", "ifAbsent()");
        assertThatIllegalStateException()
                .isThrownBy(() -> files.file("a").ttl(Duration.ofHours(1)).open());
        assertThatIllegalStateException()
                .isThrownBy(() -> files.file("a").offset(1).write(new byte[1]));
        assertThatIllegalStateException()
                .isThrownBy(() -> files.file("a").ifAbsent().ifMatch("x").write(new byte[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.file("a").format("xls"))
                .withMessageContaining("format");
        assertThatIllegalArgumentException().isThrownBy(() -> files.file("a").metadata(Map.of("a b", "c")));
        assertThatIllegalArgumentException().isThrownBy(() -> files.file("a").metadata(Map.of("a", "b\r\nc: d")));
        assertThatIllegalArgumentException().isThrownBy(() -> files.file("a").contentType("text/plain\r\nx: y"));
    }

    @Test
    void anOptionThatTheFormatDoesNotHaveIsAnError() throws IOException {
        files.write("a.json", List.of(new Sale("01", 1)));
        assertThat(files.read("a.json", Sale.class)).containsExactly(new Sale("01", 1));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        files.file("a.json").csv(csv -> csv.delimiter(';')).rows())
                .withMessageContainingAll("'reports'", "'a.json'", "csv(…)", "json");
        assertThatIllegalStateException()
                .isThrownBy(() -> files.file("a.json").columns(Sale.class).rows());
        assertThatIllegalStateException()
                .isThrownBy(() -> files.file("a.csv").columns(Sale.class).write(List.of(new Sale("01", 1))));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        files.file("a.json").csv(csv -> csv.delimiter(';')).write(List.of(new Sale("01", 1))));
    }

    @Test
    void errorsOfFoldersAndTargetsNameThePath() throws IOException {
        put("folder/a.txt", 1);
        assertThatExceptionOfType(MissingFileException.class).isThrownBy(() -> files.readText("folder"));
        assertThat(files.exists("folder")).isFalse();
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> files.write("folder/a.txt/b", new byte[1]))
                .withMessageContainingAll("'reports'", "folder/a.txt/b");
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> files.write("folder", new byte[1]))
                .withMessageContainingAll("'reports'", "folder");
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> files.download("folder/a.txt", directory.resolve("none/x")))
                .withMessageContainingAll("'reports'", "folder/a.txt", "none");
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> files.upload(directory.resolve("none"), "x"))
                .withMessageContainingAll("'reports'", "none");
        assertThat(files.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void queriesOnMissingFilesNameThem() {
        assertThatExceptionOfType(MissingFileException.class)
                .isThrownBy(() -> files.query("select * from 'none.csv'"))
                .withMessageContainingAll("'reports'", "none.csv");
        assertThatExceptionOfType(MissingFileException.class)
                .isThrownBy(() -> files.query("select * from '2026/*.csv'"))
                .withMessageContainingAll("'reports'", "2026/*.csv");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.query("select * from '../x.csv'"))
                .withMessageContaining("'reports'");
    }

    @Test
    void queriesBindNullsAndTimes() {
        files.write("a.csv", List.of(new Sale("01", 1)));
        Map<String, Object> values = new HashMap<>();
        values.put("none", null);
        values.put("day", LocalDate.of(2026, 3, 8));
        values.put("at", Instant.parse("2026-03-08T06:30:00Z"));
        values.put("name", "o'clock; drop");
        assertThat(files.query("select :none is null as n, :day as day, :at as at, :name as name from 'a.csv'", values)
                        .row(0)
                        .toMap())
                .containsEntry("n", true)
                .containsEntry("day", LocalDate.of(2026, 3, 8))
                .containsEntry("at", OffsetDateTime.parse("2026-03-08T06:30:00Z"))
                .containsEntry("name", "o'clock; drop");
        assertThat(files.query("select ':none' as text, 1::int as n from 'a.csv'")
                        .row(0)
                        .getString("text"))
                .isEqualTo(":none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "a//b",
                "a/",
                "a/./b",
                "a/../b",
                "..",
                ".",
                "../a",
                "a/..",
                "a\0b",
                "\uD800",
                "a\u0001b",
                "a\uFFFF"
            })
    void invalidPathsAreRefusedByEachMethod(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> files.file(path)).withMessageContaining("'reports'");
        assertThatIllegalArgumentException().isThrownBy(() -> files.copy("a", path));
        assertThatIllegalArgumentException().isThrownBy(() -> files.copy(path, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> files.move(path, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> files.delete(List.of("a", path)));
        assertThatIllegalArgumentException().isThrownBy(() -> files.resource(path));
        assertThatIllegalArgumentException().isThrownBy(() -> files.exists(path));
    }

    @Test
    void prefixesNeedNotEndAtAFolder() throws IOException {
        put("a/b.txt", 1);
        put("a/.hidden", 1);
        put("ab.txt", 1);
        assertThat(files.list("a")).hasSize(3);
        assertThat(files.list("a/")).hasSize(2);
        assertThat(files.list("a/.")).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> files.list("../"));
        assertThatIllegalArgumentException().isThrownBy(() -> files.list("a/../"));
        assertThatIllegalArgumentException().isThrownBy(() -> files.list("/"));
        assertThat(files.listFolder("").folders()).containsExactly("a/");
        assertThat(files.listFolder("").files()).extracting(FileInfo::path).containsExactly("ab.txt");
        assertThat(files.listFolder("a")).isEqualTo(files.listFolder("a/"));
    }

    @Test
    void aSignedUrlIsValidFor1SecondTo7Days() {
        for (Duration validity : List.of(
                Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(7).plusSeconds(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> files.signedUrl("a.txt", validity))
                    .withMessageContaining("1 second");
        }
    }

    @Test
    void anUnknownNativeClientNamesTheConnection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.unwrap(String.class))
                .withMessageContainingAll("'reports'", "java.lang.String");
    }

    @Test
    void requestsAreObserved() throws IOException {
        put("a.txt", 1);
        files.info("a.txt");
        TestObservationRegistryAssert.assertThat(observations)
                .hasObservationWithNameEqualTo("connections.files.request")
                .that()
                .hasLowCardinalityKeyValue("connection", "reports")
                .hasLowCardinalityKeyValue("operation", "info")
                .hasLowCardinalityKeyValue("outcome", "success")
                .hasHighCardinalityKeyValue("file.path", "a.txt");
    }

    @Test
    void copiesAreBoundedAndDeletedWhenTheConnectionEnds() throws IOException {
        for (int i = 0; i < 30; i++) {
            Files.writeString(directory.resolve(i + ".csv"), "a\n" + "1\n".repeat(500_000));
            assertThat(files.read(i + ".csv").size()).isEqualTo(500_000);
        }
        long size;
        try (var found = Files.walk(cache)) {
            size = found.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
        assertThat(size).isBetween(1L, 10_000_000L);
    }
}
