package dev.connections.files.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connections.files.FileInfo;
import dev.connections.files.store.StoreException.Reason;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour that all stores have in common. A test class of a store extends it and opens the store. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class FileStoreContract {

    /** Size of a part of a large write; content up to it is one request. */
    protected static final int PART = 8 << 20;

    private static final int LARGE = 2 * PART + 12_345;

    private final List<FileStore> stores = new ArrayList<>();

    /** A capability that some stores lack. */
    protected enum Capability {

        /** Files can be written, copied and deleted through the store. */
        WRITE,

        /** The media type of a write is stored. */
        CONTENT_TYPE,

        /** Metadata of the user is stored. */
        METADATA,

        /** URLs can be signed. */
        SIGN,

        /** Files are listed by path. */
        ORDER,

        /** Requests of several threads that have the same {@code ifMatch} succeed only once. */
        ATOMIC_IF_MATCH,

        /** Requests of several threads with {@code ifAbsent} succeed only once. */
        ATOMIC_IF_ABSENT,

        /** An aborted large write keeps the old file. Some emulators lose it. */
        ABORT
    }

    /**
     * Opens a store. The first call in each test finds an empty container; further calls open the same container.
     *
     * @param prefix the prefix of the URL, empty or with a {@code /} at the end
     */
    protected abstract FileStore open(String prefix) throws Exception;

    /** Opens a store whose container or directory does not exist. */
    protected abstract FileStore openMissing() throws Exception;

    /** Opens a store with credentials that are refused; {@code null} if there are none. */
    protected @Nullable FileStore openRefused() throws Exception {
        return null;
    }

    /** Opens a store whose server does not listen; {@code null} if there is no server. */
    protected @Nullable FileStore openUnreachable() throws Exception {
        return null;
    }

    /** Returns the class that {@link FileStore#unwrap} accepts. */
    protected abstract Class<?> nativeType();

    /** Returns the time of the store's clock; that of this JVM by default. */
    protected Instant now() throws Exception {
        return Instant.now();
    }

    /** Returns the capabilities of the store; all by default. */
    protected Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    /** Creates a file for tests of reads. Stores without {@link Capability#WRITE} override it. */
    protected void put(FileStore store, String path, byte[] content) throws Exception {
        store.write(write(path, content));
    }

    /** Removes a file behind the store. Stores without {@link Capability#WRITE} override it. */
    protected void remove(FileStore store, String path) throws Exception {
        store.delete(List.of(path));
    }

    @AfterEach
    void closeStores() {
        stores.forEach(FileStore::close);
    }

    /** Opens a store that is closed after the test. */
    protected final FileStore store() throws Exception {
        return store("");
    }

    /** Opens a store below a prefix that is closed after the test. */
    protected final FileStore store(String prefix) throws Exception {
        return closing(open(prefix));
    }

    /** Closes a store after the test. */
    protected final FileStore closing(FileStore store) {
        stores.add(store);
        return store;
    }

    /** Skips the test if the store lacks a capability. */
    protected final void needs(Capability capability) {
        assumeTrue(capabilities().contains(capability), () -> "The store lacks " + capability);
    }

    // Reads

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5_000, LARGE})
    void aFileIsReadCompletely(int size) throws Exception {
        FileStore store = store();
        byte[] content = bytes(size);
        put(store, "in/data.bin", content);

        try (FileContent read = store.read(ReadRequest.of("in/data.bin"))) {
            assertThat(read.body().readAllBytes()).isEqualTo(content);
            assertThat(read.info().path()).isEqualTo("in/data.bin");
            assertThat(read.info().size()).isEqualTo(size);
        }
        assertThat(store.info("in/data.bin").size()).isEqualTo(size);
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesSurviveARoundTrip(String name) throws Exception {
        FileStore store = store("pre fix+%41/");
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        put(store, name, content);

        assertThat(paths(listAll(store, "", true))).containsExactly(name);
        assertThat(paths(listAll(store, name.substring(0, 1), true))).containsExactly(name);
        assertThat(store.info(name).path()).isEqualTo(name);
        assertThat(read(store, name)).isEqualTo(content);
        if (capabilities().contains(Capability.WRITE)) {
            store.copy(name, "folder/" + name);
            assertThat(read(store, "folder/" + name)).isEqualTo(content);
            store.delete(List.of(name, "folder/" + name));
            assertThat(listAll(store, "", true)).isEmpty();
        }
    }

    static Stream<String> names() {
        return Stream.of(
                "a b.txt",
                " leading and trailing ",
                "a+b.txt",
                "100%.txt",
                "a%20b%2Fc.txt",
                "a#b.txt",
                "a?b=c&d;e.txt",
                "a*[b]{c}.txt",
                "a'b\"c<d>.txt",
                "a:b@c=d,e$f!g~h^i`j|k.txt",
                ".hidden",
                "..hidden/a..b",
                "…/ß/日本語/\uD83D\uDE00.txt",
                "e\u0301.txt",
                "\u00E9.txt",
                "İı.txt",
                "folder/a b/c+d.txt");
    }

    @Test
    void aRangeIsRead() throws Exception {
        FileStore store = store();
        put(store, "a.txt", "0123456789".getBytes(StandardCharsets.UTF_8));

        assertThat(range(store, "a.txt", 3, -1)).isEqualTo("3456789");
        assertThat(range(store, "a.txt", 3, 4)).isEqualTo("3456");
        assertThat(range(store, "a.txt", 0, 1)).isEqualTo("0");
        assertThat(range(store, "a.txt", 8, 100)).isEqualTo("89");
        assertThat(range(store, "a.txt", 3, 0)).isEmpty();
        assertThat(range(store, "a.txt", 10, -1)).isEmpty();
        assertFails(Reason.INVALID, () -> range(store, "a.txt", 11, -1));
    }

    @Test
    void theInfoOfARangeIsThatOfTheWholeFile() throws Exception {
        FileStore store = store();
        put(store, "a.txt", "0123456789".getBytes(StandardCharsets.UTF_8));
        FileInfo info = store.info("a.txt");

        for (long offset : new long[] {0, 3, 10}) {
            try (FileContent content = store.read(new ReadRequest("a.txt", offset, -1, null, null))) {
                assertThat(content.info().size()).isEqualTo(10);
                assertThat(content.info().version()).isEqualTo(info.version());
            }
        }
    }

    @Test
    void anEmptyFileIsReadFromZero() throws Exception {
        FileStore store = store();
        put(store, "empty", new byte[0]);

        assertThat(range(store, "empty", 0, -1)).isEmpty();
        assertThat(range(store, "empty", 0, 10)).isEmpty();
        assertFails(Reason.INVALID, () -> range(store, "empty", 1, -1));
    }

    @Test
    void aMissingFileIsNotFound() throws Exception {
        FileStore store = store();
        put(store, "folder/a", new byte[1]);

        for (String path : List.of("missing", "folder", "fold", "folder/a/b", "folder/missing")) {
            assertFails(Reason.NOT_FOUND, () -> store.info(path));
            assertFails(Reason.NOT_FOUND, () -> store.read(ReadRequest.of(path)));
        }
    }

    @Test
    void anUnchangedFileIsNotReadAgain() throws Exception {
        FileStore store = store();
        put(store, "a", bytes(10));
        String version = store.info("a").version();

        assertFails(Reason.NOT_MODIFIED, () -> store.read(new ReadRequest("a", 0, -1, null, version)));

        put(store, "a", bytes(11));
        try (FileContent content = store.read(new ReadRequest("a", 0, -1, null, version))) {
            assertThat(content.body().readAllBytes()).isEqualTo(bytes(11));
            assertThat(content.info().version()).isNotEqualTo(version);
        }
    }

    @Test
    void anotherVersionIsNotRead() throws Exception {
        FileStore store = store();
        put(store, "a", bytes(10));
        String version = store.info("a").version();

        assertThat(new String(bytes(10), StandardCharsets.ISO_8859_1).substring(4))
                .isEqualTo(readRange(store, new ReadRequest("a", 4, -1, version, null)));
        put(store, "a", bytes(11));
        assertFails(Reason.CONDITION_FAILED, () -> store.read(new ReadRequest("a", 4, -1, version, null)));
    }

    @Test
    void eachRequestReturnsTheSameVersion() throws Exception {
        FileStore store = store();
        put(store, "a", bytes(LARGE));
        FileInfo info = store.info("a");

        try (FileContent content = store.read(ReadRequest.of("a"))) {
            assertThat(content.info().version()).isEqualTo(info.version());
        }
        FileInfo listed = listAll(store, "", true).get(0);
        assertThat(listed.version()).isEqualTo(info.version());
        assertThat(listed.size()).isEqualTo(LARGE);
        if (info.lastModified() != null) {
            assertThat(info.lastModified())
                    .isBetween(now().minus(Duration.ofMinutes(10)), now().plus(Duration.ofMinutes(10)));
        }
    }

    @Test
    void bodiesThatAreClosedEarlyFreeTheirConnections() throws Exception {
        FileStore store = store();
        put(store, "a", bytes(LARGE));

        for (int i = 0; i < 70; i++) {
            try (FileContent content = store.read(ReadRequest.of("a"))) {
                assertThat(content.body().read()).isEqualTo(bytes(1)[0] & 0xFF);
            }
        }
        assertThat(read(store, "a")).hasSize(LARGE);
    }

    @Test
    void filesAreReadInParallel() throws Exception {
        FileStore store = store();
        put(store, "a", bytes(300_000));

        List<Boolean> same = parallel(16, i -> java.util.Arrays.equals(read(store, "a"), bytes(300_000)));
        assertThat(same).hasSize(16).containsOnly(true);
    }

    // Listings

    @Test
    void aListingIsRecursive() throws Exception {
        FileStore store = store();
        putAll(store, "b.txt", "a/1", "a/b/2", "a.txt", "ab/3", "c/4");

        assertThat(paths(listAll(store, "", true)))
                .containsExactlyInAnyOrder("a.txt", "a/1", "a/b/2", "ab/3", "b.txt", "c/4");
        assertThat(paths(listAll(store, "a", true))).containsExactlyInAnyOrder("a.txt", "a/1", "a/b/2", "ab/3");
        assertThat(paths(listAll(store, "a/", true))).containsExactlyInAnyOrder("a/1", "a/b/2");
        assertThat(paths(listAll(store, "a/b/2", true))).containsExactly("a/b/2");
        assertThat(listAll(store, "x", true)).isEmpty();
        assertThat(listAll(store, "a/1/", true)).isEmpty();
        assertThat(listAll(store, "x/y/", true)).isEmpty();
    }

    @Test
    void aListingIsOrderedByPath() throws Exception {
        needs(Capability.ORDER);
        FileStore store = store();
        putAll(store, "a/b/2", "a0", "a/1", "a-", "a-b/x", "b", "a.b");
        assertThat(paths(listAll(store, "", true))).isSorted();
    }

    @Test
    void aListingOfAFolderEndsAtTheNextSlash() throws Exception {
        FileStore store = store();
        putAll(store, "b.txt", "a/1", "a/b/2", "a/b/c/3", "a/d/4", "ab/3");

        FilePage root = onePage(store, "");
        assertThat(paths(root.files())).containsExactly("b.txt");
        assertThat(root.folders()).containsExactlyInAnyOrder("a/", "ab/");
        FilePage folder = onePage(store, "a/");
        assertThat(paths(folder.files())).containsExactly("a/1");
        assertThat(folder.folders()).containsExactlyInAnyOrder("a/b/", "a/d/");
        FilePage names = onePage(store, "a/b");
        assertThat(names.files()).isEmpty();
        assertThat(names.folders()).containsExactly("a/b/");
    }

    @Test
    void anEmptyContainerHasNoFiles() throws Exception {
        FileStore store = store();

        assertThat(listAll(store, "", true)).isEmpty();
        assertThat(listAll(store, "", false)).isEmpty();
    }

    @Test
    void aLongListingHasSeveralPages() throws Exception {
        FileStore store = store();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_050; i++) {
            expected.add(String.format(java.util.Locale.ROOT, "d%d/f %04d", i % 7, i));
        }
        parallel(8, thread -> {
            for (int i = thread; i < expected.size(); i += 8) {
                put(store, expected.get(i), new byte[] {1});
            }
            return true;
        });

        assertThat(paths(listAll(store, "", true))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(paths(listAll(store, "d3/", false)))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().filter(path -> path.startsWith("d3/")).toList());
    }

    @Test
    void aPrefixSeparatesFiles() throws Exception {
        FileStore outer = store();
        FileStore inner = store("in/ner/");
        put(inner, "a", bytes(1));
        put(outer, "b", bytes(2));

        assertThat(paths(listAll(inner, "", true))).containsExactly("a");
        assertThat(paths(listAll(outer, "", true))).containsExactlyInAnyOrder("b", "in/ner/a");
        assertThat(read(outer, "in/ner/a")).isEqualTo(bytes(1));
        assertFails(Reason.NOT_FOUND, () -> inner.info("b"));
    }

    // Writes

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5_000, PART - 1, PART, PART + 1, LARGE})
    void aWriteIsReadBack(int size) throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        byte[] content = bytes(size);

        for (boolean known : new boolean[] {true, false}) {
            String path = "out/" + known;
            FileInfo info = store.write(write(path, new StreamContent(content, known)));
            assertThat(info.path()).isEqualTo(path);
            assertThat(info.size()).isEqualTo(size);
            assertThat(info.version()).isEqualTo(store.info(path).version());
            assertThat(read(store, path)).isEqualTo(content);
        }
    }

    @Test
    void aWriteReplacesTheFile() throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();

        FileInfo first = store.write(write("a", bytes(10)));
        FileInfo second = store.write(write("a", bytes(5)));
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(read(store, "a")).isEqualTo(bytes(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, PART / 2, PART + 100, LARGE})
    void aWriteWhoseStreamFailsKeepsTheOldFile(int failAt) throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        store.write(write("a", bytes(10)));

        List<Throwable> failures = List.of(
                new IOException("broken"), new IllegalStateException("aborted"), new OutOfMemoryError("simulated"));
        for (Throwable failure : failures) {
            for (long length : new long[] {-1, LARGE + 1}) {
                for (String path : List.of("a", "new")) {
                    assertThatThrownBy(() -> store.write(write(path, new FailingContent(failAt, length, failure))))
                            .isSameAs(failure);
                }
            }
        }
        if (failAt < PART || capabilities().contains(Capability.ABORT)) {
            assertThat(read(store, "a")).isEqualTo(bytes(10));
            assertThat(paths(listAll(store, "", true))).containsExactly("a");
        }
        assertFails(Reason.NOT_FOUND, () -> store.info("new"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, LARGE})
    void contentThatIsShorterThanAnnouncedIsNotWritten(int size) throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        store.write(write("a", bytes(10)));

        assertThatThrownBy(() -> store.write(write("a", new ShortContent(size))))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(StoreException.class);
        if (size < PART || capabilities().contains(Capability.ABORT)) {
            assertThat(read(store, "a")).isEqualTo(bytes(10));
        }
    }

    @Test
    void streamsOfTheContentAreClosed() throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        StreamContent content = new StreamContent(bytes(LARGE), false);

        store.write(write("a", content));
        assertThat(content.opened).isPositive();
        assertThat(content.closed).isEqualTo(content.opened);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void aWriteOfANewFileKeepsAPresentOne(int size) throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();

        store.write(writeIf("a", bytes(size), true, null));
        assertFails(Reason.CONDITION_FAILED, () -> store.write(writeIf("a", bytes(size + 1), true, null)));
        if (size < PART || capabilities().contains(Capability.ABORT)) {
            assertThat(read(store, "a")).isEqualTo(bytes(size));
            assertThat(paths(listAll(store, "", true))).containsExactly("a");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void aWriteReplacesOnlyTheRequiredVersion(int size) throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        String first = store.write(write("a", bytes(1))).version();

        String second = store.write(writeIf("a", bytes(size), false, first)).version();
        assertFails(Reason.CONDITION_FAILED, () -> store.write(writeIf("a", bytes(3), false, first)));
        assertThat(read(store, "a")).isEqualTo(bytes(size));
        assertThat(store.info("a").version()).isEqualTo(second);
    }

    @Test
    void aMissingFileHasNoRequiredVersion() throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        String version = store.write(write("a", bytes(1))).version();
        store.delete(List.of("a"));

        assertFails(Reason.CONDITION_FAILED, () -> store.write(writeIf("a", bytes(2), false, version)));
        assertFails(Reason.NOT_FOUND, () -> store.info("a"));
    }

    @Test
    void onlyOneThreadWritesANewFile() throws Exception {
        needs(Capability.WRITE);
        needs(Capability.ATOMIC_IF_ABSENT);
        FileStore store = store();

        for (int round = 0; round < 5; round++) {
            String path = "f" + round;
            List<Boolean> won = parallel(8, i -> written(() -> store.write(writeIf(path, bytes(i + 1), true, null))));
            assertThat(won).filteredOn(each -> each).hasSize(1);
        }
    }

    @Test
    void onlyOneThreadReplacesAVersion() throws Exception {
        needs(Capability.WRITE);
        needs(Capability.ATOMIC_IF_MATCH);
        FileStore store = store();

        for (int round = 0; round < 5; round++) {
            String version = store.write(write("a", bytes(100 + round))).version();
            List<Boolean> won =
                    parallel(8, i -> written(() -> store.write(writeIf("a", bytes(i + 1), false, version))));
            assertThat(won).filteredOn(each -> each).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void theContentTypeIsKept(int size) throws Exception {
        needs(Capability.WRITE);
        needs(Capability.CONTENT_TYPE);
        FileStore store = store();
        store.write(new WriteRequest("a.bin", WriteContent.of(bytes(size)), "text/x-test", Map.of(), false, null));

        assertThat(store.info("a.bin").contentType()).isEqualTo("text/x-test");
        try (FileContent content = store.read(ReadRequest.of("a.bin"))) {
            assertThat(content.info().contentType()).isEqualTo("text/x-test");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void metadataIsKept(int size) throws Exception {
        needs(Capability.WRITE);
        needs(Capability.METADATA);
        FileStore store = store();
        Map<String, String> metadata = Map.of("owner", "jerry b", "batch", "x=1; y=\"2\"");
        store.write(new WriteRequest("a", WriteContent.of(bytes(size)), null, metadata, false, null));

        assertThat(store.info("a").metadata()).isEqualTo(metadata);
        try (FileContent content = store.read(ReadRequest.of("a"))) {
            assertThat(content.info().metadata()).isEqualTo(metadata);
        }
        store.write(write("a", bytes(1)));
        assertThat(store.info("a").metadata()).isEmpty();
    }

    // Deletes and copies

    @Test
    void filesAreDeleted() throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        putAll(store, "a", "b", "c/d", "c/e");

        store.delete(List.of("a", "c/d", "missing", "missing/too", "c"));
        assertThat(paths(listAll(store, "", true))).containsExactlyInAnyOrder("b", "c/e");
        store.delete(List.of());
        store.delete(Set.of("b", "c/e"));
        assertThat(listAll(store, "", true)).isEmpty();
    }

    @Test
    void manyFilesAreDeleted() throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        putAll(store, "f 7", "f 1100", "keep");

        store.delete(IntStream.range(0, 1_200).mapToObj(i -> "f " + i).toList());
        assertThat(paths(listAll(store, "", true))).containsExactly("keep");
    }

    @Test
    void aCopyKeepsEverything() throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        Map<String, String> metadata = capabilities().contains(Capability.METADATA) ? Map.of("k", "v") : Map.of();
        store.write(new WriteRequest("a b", WriteContent.of(bytes(5_000)), "text/x-test", metadata, false, null));
        store.write(write("c/d", bytes(1)));

        FileInfo copied = store.copy("a b", "c/d");
        assertThat(copied.path()).isEqualTo("c/d");
        assertThat(copied.size()).isEqualTo(5_000);
        assertThat(copied.version()).isEqualTo(store.info("c/d").version());
        assertThat(read(store, "c/d")).isEqualTo(bytes(5_000));
        assertThat(store.info("c/d").metadata()).isEqualTo(metadata);
        if (capabilities().contains(Capability.CONTENT_TYPE)) {
            assertThat(store.info("c/d").contentType()).isEqualTo("text/x-test");
        }
        assertThat(read(store, "a b")).isEqualTo(bytes(5_000));
    }

    @Test
    void aCopyToItselfKeepsTheFile() throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        store.write(write("a", bytes(10)));

        assertThat(store.copy("a", "a").size()).isEqualTo(10);
        assertThat(read(store, "a")).isEqualTo(bytes(10));
    }

    @Test
    void aMissingSourceIsNotCopied() throws Exception {
        needs(Capability.WRITE);
        FileStore store = store();
        store.write(write("b", bytes(10)));

        assertFails(Reason.NOT_FOUND, () -> store.copy("a", "b"));
        assertThat(read(store, "b")).isEqualTo(bytes(10));
    }

    // Signed URLs

    @Test
    void aSignedUrlIsRead() throws Exception {
        needs(Capability.SIGN);
        FileStore store = store("p q/");
        put(store, "a b+ü.txt", bytes(100));

        URI url = store.sign(new SignRequest("a b+ü.txt", false, Duration.ofMinutes(5), null));
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(bytes(100));
    }

    @Test
    void aSignedUrlIsWritten() throws Exception {
        needs(Capability.SIGN);
        FileStore store = store("p q/");

        URI url = store.sign(new SignRequest("a b+ü.txt", true, Duration.ofMinutes(5), "text/x-test"));
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "text/x-test")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes(100)));
        signedUploadHeaders().forEach(request::header);
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response::body).isBetween(200, 201);
        assertThat(read(store, "a b+ü.txt")).isEqualTo(bytes(100));
    }

    /** Returns headers that an upload to a signed URL needs beside the media type. */
    protected Map<String, String> signedUploadHeaders() {
        return Map.of();
    }

    @Test
    void aStoreThatCannotSignSaysSo() throws Exception {
        assumeTrue(!capabilities().contains(Capability.SIGN), "The store signs");
        FileStore store = store();
        assertThatThrownBy(() -> store.sign(new SignRequest("a", false, Duration.ofMinutes(5), null)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageMatching("(?s).{20,}");
    }

    // The store

    @Test
    void aCheckAcceptsTheContainer() throws Exception {
        store().check();
        store("missing/prefix/").check();
    }

    @Test
    void aMissingContainerIsRecognized() throws Exception {
        FileStore store = closing(openMissing());

        assertFails(Reason.CONTAINER_MISSING, store::check);
        assertFails(Reason.CONTAINER_MISSING, () -> store.info("a"));
        assertFails(Reason.CONTAINER_MISSING, () -> store.read(ReadRequest.of("a")));
        assertFails(Reason.CONTAINER_MISSING, () -> store.list(new ListRequest("", true, null)));
        if (capabilities().contains(Capability.WRITE)) {
            assertFails(Reason.CONTAINER_MISSING, () -> store.write(write("a", bytes(1))));
            assertFails(Reason.CONTAINER_MISSING, () -> store.write(write("a", bytes(LARGE))));
            assertFails(Reason.CONTAINER_MISSING, () -> store.delete(List.of("a")));
            assertFails(Reason.CONTAINER_MISSING, () -> store.copy("a", "b"));
        }
    }

    @Test
    void refusedCredentialsAreRecognized() throws Exception {
        FileStore store = openRefused();
        assumeTrue(store != null, "The server accepts all credentials");
        closing(store);

        assertFails(Reason.CREDENTIALS_REFUSED, store::check);
        assertFails(Reason.CREDENTIALS_REFUSED, () -> store.info("a"));
        assertFails(Reason.CREDENTIALS_REFUSED, () -> store.read(ReadRequest.of("a")));
        assertFails(Reason.CREDENTIALS_REFUSED, () -> store.list(new ListRequest("", true, null)));
    }

    @Test
    void aServerThatIsDownIsUnavailable() throws Exception {
        FileStore store = openUnreachable();
        assumeTrue(store != null, "The store has no server");
        closing(store);

        assertFails(Reason.UNAVAILABLE, store::check);
        assertFails(Reason.UNAVAILABLE, () -> store.read(ReadRequest.of("a")));
        if (capabilities().contains(Capability.WRITE)) {
            assertFails(Reason.UNAVAILABLE, () -> store.write(write("a", bytes(1))));
        }
    }

    @Test
    void theNativeClientIsReturned() throws Exception {
        FileStore store = store();

        assertThat((Object) store.unwrap(nativeType())).isInstanceOf(nativeType());
        assertThatThrownBy(() -> store.unwrap(Thread.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(nativeType().getSimpleName());
    }

    @Test
    void theIdentityNamesTheStore() throws Exception {
        StoreIdentity identity = store().identity();

        assertThat(identity.provider()).isNotBlank();
        assertThat(identity.target()).isNotEmpty();
    }

    // For tests of one store

    /** Returns pseudo-random bytes, the same for the same size. */
    protected static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        if (size > 0) {
            bytes[0] = (byte) 7;
        }
        return bytes;
    }

    /** Returns an unconditional write. */
    protected static WriteRequest write(String path, byte[] content) {
        return write(path, WriteContent.of(content));
    }

    /** Returns an unconditional write. */
    protected static WriteRequest write(String path, WriteContent content) {
        return new WriteRequest(path, content, null, Map.of(), false, null);
    }

    /** Returns a write with conditions. */
    protected static WriteRequest writeIf(String path, byte[] content, boolean ifAbsent, @Nullable String ifMatch) {
        return new WriteRequest(path, WriteContent.of(content), null, Map.of(), ifAbsent, ifMatch);
    }

    /** Reads a whole file. */
    protected static byte[] read(FileStore store, String path) throws StoreException, IOException {
        try (FileContent content = store.read(ReadRequest.of(path))) {
            return content.body().readAllBytes();
        }
    }

    /** Reads all pages. */
    protected static List<FileInfo> listAll(FileStore store, String prefix, boolean recursive) throws StoreException {
        List<FileInfo> files = new ArrayList<>();
        String page = null;
        do {
            FilePage result = store.list(new ListRequest(prefix, recursive, page));
            files.addAll(result.files());
            page = result.next();
        } while (page != null);
        return files;
    }

    /** Returns the paths of files. */
    protected static List<String> paths(Collection<FileInfo> files) {
        return files.stream().map(FileInfo::path).toList();
    }

    /** Verifies that a call fails for a reason, with a message, and returns the exception. */
    protected static StoreException assertFails(Reason reason, ThrowingCallable call) {
        StoreException failure = catchThrowableOfType(StoreException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.reason()).as(failure::toString).isEqualTo(reason);
        assertThat(failure.getMessage()).isNotBlank();
        return failure;
    }

    /** Runs a task in several threads at once and returns the results. */
    protected static <T> List<T> parallel(int threads, Task<T> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                futures.add(executor.submit(() -> task.run(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : futures) {
                results.add(each.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    /** A task of one thread. */
    @FunctionalInterface
    protected interface Task<T> {

        /** Runs the task of the thread with this number. */
        T run(int thread) throws Exception;
    }

    private static boolean written(ThrowingCallable write) throws Exception {
        try {
            write.call();
            return true;
        } catch (StoreException ex) {
            assertThat(ex.reason()).as(ex::toString).isEqualTo(Reason.CONDITION_FAILED);
            return false;
        } catch (Throwable ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void putAll(FileStore store, String... paths) throws Exception {
        for (String path : paths) {
            put(store, path, path.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static FilePage onePage(FileStore store, String prefix) throws StoreException {
        FilePage page = store.list(new ListRequest(prefix, false, null));
        assertThat(page.next()).isNull();
        return page;
    }

    private static String range(FileStore store, String path, long offset, long length)
            throws StoreException, IOException {
        return readRange(store, new ReadRequest(path, offset, length, null, null));
    }

    private static String readRange(FileStore store, ReadRequest request) throws StoreException, IOException {
        try (FileContent content = store.read(request)) {
            return new String(content.body().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Content of a stream that is read once. Returns few bytes at a time, as a network does. */
    protected static final class StreamContent implements WriteContent {

        private final byte[] bytes;

        private final boolean known;

        private int opened;

        private int closed;

        /** @param known whether the length is known */
        public StreamContent(byte[] bytes, boolean known) {
            this.bytes = bytes;
            this.known = known;
        }

        @Override
        public long length() {
            return known ? bytes.length : -1;
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public InputStream open() {
            opened++;
            return new FilterInputStream(new ByteArrayInputStream(bytes)) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    return super.read(target, offset, Math.min(length, 10_007));
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }

    /** Content whose stream fails. */
    private record FailingContent(int failAt, long length, Throwable failure) implements WriteContent {

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public InputStream open() {
            return new InputStream() {

                private int position;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    if (position >= failAt) {
                        if (failure instanceof IOException broken) {
                            throw broken;
                        }
                        if (failure instanceof RuntimeException aborted) {
                            throw aborted;
                        }
                        throw (Error) failure;
                    }
                    int read = Math.min(length, failAt - position);
                    position += read;
                    return read;
                }
            };
        }
    }

    /** Content that ends one byte early. */
    private record ShortContent(int size) implements WriteContent {

        @Override
        public long length() {
            return size + 1L;
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes(size));
        }
    }
}
