package dev.connections.files.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connections.credentials.Credentials;
import dev.connections.files.FileInfo;
import dev.connections.files.store.FileContent;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.ReadRequest;
import dev.connections.files.store.RequestRetry;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.files.store.WriteContent;
import dev.connections.files.store.WriteRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only directories have: symbolic links, folders, temporary files and other processes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocalDirectoryTests {

    @TempDir
    Path temporary;

    private Path directory;

    private FileStore store;

    @BeforeEach
    void open() throws IOException {
        directory = Files.createDirectory(temporary.resolve("data"));
        store = open(directory);
    }

    private static FileStore open(Path directory) {
        return LocalFileStore.open(new LocalStoreSettings(directory), Credentials.none(), RequestRetry.NONE);
    }

    @Test
    void linksThatLeadOutsideAreForbidden() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(directory.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(directory.resolve("folder"), outside);
        Files.createSymbolicLink(directory.resolve("broken"), outside.resolve("new"));
        store.write(write("inside", "x"));

        for (String path : List.of("file", "folder/secret", "broken", "folder/new")) {
            assertFails(Reason.FORBIDDEN, () -> store.info(path));
            assertFails(Reason.FORBIDDEN, () -> store.read(ReadRequest.of(path)));
            assertFails(Reason.FORBIDDEN, () -> store.copy(path, "copy"));
        }
        for (String path : List.of("folder/secret", "folder/new", "folder/a/b")) {
            assertFails(Reason.FORBIDDEN, () -> store.write(write(path, "y")));
            assertFails(Reason.FORBIDDEN, () -> store.copy("inside", path));
            assertFails(Reason.FORBIDDEN, () -> store.delete(List.of(path)));
        }
        assertThat(paths("")).containsExactly("inside");
        assertThat(paths("folder/")).isEmpty();
        assertThat(outside).isDirectoryNotContaining(file -> !file.endsWith("secret"));
        assertThat(outside.resolve("secret")).hasContent("secret");
    }

    @Test
    void aWriteOrDeleteReplacesALinkAndKeepsItsTarget() throws Exception {
        Path outside = Files.writeString(temporary.resolve("outside"), "old");
        Files.createSymbolicLink(directory.resolve("a"), outside);
        Files.createSymbolicLink(directory.resolve("b"), outside);

        store.write(write("a", "new"));
        store.delete(List.of("b"));
        assertThat(outside).hasContent("old");
        assertThat(directory.resolve("a")).isRegularFile().hasContent("new");
        assertThat(directory.resolve("b")).doesNotExist();
    }

    @Test
    void linksInsideTheDirectoryAreFollowed() throws Exception {
        store.write(write("real/a", "content"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real/a"));
        Files.createSymbolicLink(directory.resolve("folder"), directory.resolve("real"));

        assertThat(read("link")).isEqualTo("content");
        assertThat(read("folder/a")).isEqualTo("content");
        store.write(write("folder/b", "more"));
        assertThat(read("real/b")).isEqualTo("more");
        // folders are not, because they can form cycles
        assertThat(paths("")).containsExactly("link", "real/a", "real/b");
    }

    @Test
    void aDirectoryThatIsALinkIsOpened() throws Exception {
        store.write(write("a", "content"));
        FileStore linked = open(Files.createSymbolicLink(temporary.resolve("link"), directory));

        linked.check();
        assertThat(linked.list(new ListRequest("", true, null)).files()).hasSize(1);
        linked.write(write("b", "more"));
        assertThat(read("b")).isEqualTo("more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/..",
                "/a",
                "a/",
                "a//b",
                "./a",
                ".connections-00000000-0000-0000-0000-000000000000.part"
            })
    void pathsThatAreNotCanonicalAreInvalid(String path) {
        assertFails(Reason.INVALID, () -> store.info(path));
        assertFails(Reason.INVALID, () -> store.read(ReadRequest.of(path)));
        assertFails(Reason.INVALID, () -> store.write(write(path, "x")));
        assertFails(Reason.INVALID, () -> store.delete(List.of(path)));
        assertThat(temporary).isDirectoryNotContaining(file -> !file.equals(directory));
    }

    @Test
    void namesThatAreTooLongAreInvalid() {
        assertThat(assertFails(Reason.INVALID, () -> store.write(write("x".repeat(300), "x"))))
                .hasMessageContaining("xxx");
    }

    @Test
    void aFolderIsNoFile() throws Exception {
        Files.createDirectories(directory.resolve("folder/empty"));
        store.write(write("file", "x"));

        assertFails(Reason.NOT_FOUND, () -> store.info("folder"));
        assertFails(Reason.NOT_FOUND, () -> store.read(ReadRequest.of("folder")));
        assertFails(Reason.INVALID, () -> store.write(write("folder", "x")));
        assertFails(Reason.INVALID, () -> store.write(write("file/below", "x")));
        store.delete(List.of("folder/empty", "file/below"));
        assertThat(directory.resolve("folder/empty")).isDirectory();
        assertThat(paths("")).containsExactly("file");
    }

    @Test
    void aFileInsteadOfTheDirectoryIsReported() throws Exception {
        FileStore other = open(Files.writeString(temporary.resolve("file"), "x"));

        assertThat(assertFails(Reason.CONTAINER_MISSING, other::check)).hasMessageContaining("is a file");
        assertFails(Reason.CONTAINER_MISSING, () -> other.read(ReadRequest.of("a")));
        assertFails(Reason.CONTAINER_MISSING, () -> other.write(write("a", "x")));
    }

    @Test
    void anUnfinishedWriteIsHidden() throws Exception {
        WriteContent observing = new Observed(() -> {
            assertThat(paths("")).isEmpty();
            assertThat(files()).hasSize(1);
            String name = files().get(0).getFileName().toString();
            assertFails(Reason.INVALID, () -> store.read(ReadRequest.of("folder/" + name)));
        });
        store.write(new WriteRequest("folder/a", observing, null, Map.of(), false, null));

        assertThat(files()).containsExactly(directory.resolve("folder/a"));
    }

    @Test
    void failedWritesLeaveNoFiles() throws Exception {
        store.write(write("a", "x"));

        assertThatThrownBy(() -> store.write(new WriteRequest(
                        "b",
                        new Observed(() -> {
                            throw new IOException("broken");
                        }),
                        null,
                        Map.of(),
                        false,
                        null)))
                .hasMessage("broken");
        assertFails(
                Reason.CONDITION_FAILED,
                () -> store.write(new WriteRequest("a", WriteContent.of(new byte[1]), null, Map.of(), true, null)));
        assertFails(
                Reason.CONDITION_FAILED,
                () -> store.write(new WriteRequest("a", WriteContent.of(new byte[1]), null, Map.of(), false, "other")));
        assertThat(files()).containsExactly(directory.resolve("a"));
    }

    @Test
    void aReadContinuesWithTheOldFileAfterAWrite() throws Exception {
        store.write(write("a", "old content"));
        try (FileContent content = store.read(ReadRequest.of("a"))) {
            store.write(write("a", "new"));
            assertThat(new String(content.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("old content");
        }
        assertThat(read("a")).isEqualTo("new");
    }

    @Test
    void readersSeeWholeFilesOnly() throws Exception {
        store.write(write("a", "0".repeat(100_000)));
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 1; !done.get(); i++) {
                    store.write(write("a", String.valueOf(i % 10).repeat(100_000 + i % 10)));
                }
            } catch (StoreException | IOException ex) {
                throw new IllegalStateException(ex);
            }
        });
        try {
            for (int i = 0; i < 300; i++) {
                try (FileContent content = store.read(ReadRequest.of("a"))) {
                    byte[] bytes = content.body().readAllBytes();
                    assertThat(bytes.length).isEqualTo(100_000 + bytes[0] - '0').isEqualTo((int)
                            content.info().size());
                    byte[] same = new byte[bytes.length];
                    Arrays.fill(same, bytes[0]);
                    assertThat(Arrays.equals(bytes, same)).isTrue();
                }
            }
        } finally {
            done.set(true);
            writer.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aFileThatIsTruncatedWhileItIsReadIsAnError() throws Exception {
        store.write(write("a", "x".repeat(1_000)));
        try (FileContent content = store.read(ReadRequest.of("a"))) {
            content.body().readNBytes(10);
            Files.writeString(directory.resolve("a"), "short", StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> content.body().readAllBytes())
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("'a'");
        }
    }

    @Test
    void aChangeByAnotherProcessIsAnotherVersion() throws Exception {
        String version = store.write(write("a", "one")).version();
        Path replacement = Files.writeString(temporary.resolve("replacement"), "two");
        Files.setLastModifiedTime(replacement, Files.getLastModifiedTime(directory.resolve("a")));
        Files.move(replacement, directory.resolve("a"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(store.info("a").version()).isNotEqualTo(version);
    }

    @Test
    void theMediaTypeIsThatOfTheName() throws Exception {
        for (Map.Entry<String, String> each : Map.of(
                        "a.csv", "text/csv",
                        "a.CSV", "text/csv",
                        "a.parquet", "application/vnd.apache.parquet",
                        "İ.JSONL", "application/jsonl",
                        "a.png", "image/png")
                .entrySet()) {
            store.write(write(each.getKey(), "x"));
            assertThat(store.info(each.getKey()).contentType()).isEqualTo(each.getValue());
        }
        store.write(write("csv", "x"));
        assertThat(store.info("csv").contentType()).isNull();
    }

    @Test
    void metadataThatTheFileSystemCannotStoreIsInvalid() throws Exception {
        Path zip = temporary.resolve("a.zip");
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            FileStore plain = open(files.getPath("/"));
            WriteRequest request = new WriteRequest(
                    "a", WriteContent.of(new byte[] {1}), "text/x-test", Map.of("owner", "jerry"), false, null);

            assertThat(assertFails(Reason.INVALID, () -> plain.write(request)))
                    .hasMessageContaining("owner")
                    .hasMessageContaining("without metadata")
                    .hasMessageNotContaining("jerry");
            assertThat(Files.exists(files.getPath("/a"))).isFalse();
        }
    }

    @Test
    void pagesOfALargeFolderAreBounded() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("large"));
        for (int i = 0; i < 12_000; i++) {
            Files.createFile(folder.resolve("f" + (i * 7_919 % 12_000)));
        }
        Files.createDirectories(directory.resolve("empty/folder"));
        store.write(write("zzz", "x"));

        List<String> paths = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String token = null;
        do {
            FilePage page = store.list(new ListRequest("", true, token));
            page.files().stream().map(FileInfo::path).forEach(paths::add);
            sizes.add(page.files().size());
            token = page.next();
        } while (token != null);
        assertThat(paths).hasSize(12_001).doesNotHaveDuplicates().isSorted().endsWith("zzz");
        assertThat(sizes).containsExactly(1_000, 2_000, 4_000, 5_001);
    }

    private List<String> paths(String prefix) throws StoreException {
        return store.list(new ListRequest(prefix, true, null)).files().stream()
                .map(FileInfo::path)
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private String read(String path) throws StoreException, IOException {
        try (FileContent content = store.read(ReadRequest.of(path))) {
            return new String(content.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static WriteRequest write(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new WriteRequest(path, WriteContent.of(content), null, Map.of(), false, null);
    }

    private static StoreException assertFails(Reason reason, ThrowingCallable call) {
        StoreException failure = catchThrowableOfType(StoreException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.reason()).as(failure::toString).isEqualTo(reason);
        return failure;
    }

    /** Content that runs something between two bytes. */
    private record Observed(ThrowingCallable between) implements WriteContent {

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

                private int position;

                @Override
                public int read() throws IOException {
                    if (++position == 2) {
                        try {
                            between.call();
                        } catch (IOException | RuntimeException | Error ex) {
                            throw ex;
                        } catch (Throwable ex) {
                            throw new IllegalStateException(ex);
                        }
                    }
                    return (position == 3) ? -1 : 'x';
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int read = read();
                    if (read >= 0) {
                        target[offset] = (byte) read;
                    }
                    return (read < 0) ? -1 : 1;
                }
            };
        }
    }
}
