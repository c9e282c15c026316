package dev.connections.files.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.files.FileInfo;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Local copies when others delete them, and several caches in one directory. */
class DiskCacheTests {

    @TempDir
    Path parent;

    private int downloads;

    private FileInfo download(Path target, String ifNoneMatch) throws StoreException, IOException {
        if ("1".equals(ifNoneMatch)) {
            throw new StoreException(Reason.NOT_MODIFIED, "unchanged", null);
        }
        downloads++;
        Files.writeString(target, "text");
        return new FileInfo("a.csv", 4, Instant.EPOCH, "1");
    }

    private void read(DiskCache cache, String version) throws StoreException, IOException {
        DiskCache.Copy copy = cache.acquire("a.csv", version, this::download);
        assertThat(copy.file()).hasContent("text");
        copy.release();
    }

    @Test
    void aCopyThatIsDeletedFromOutsideIsDownloadedAgain() throws Exception {
        try (DiskCache cache = DiskCache.create("reports", parent, 100)) {
            read(cache, null);
            read(cache, null);
            assertThat(downloads).isEqualTo(1);
            for (String version : new String[] {null, "1"}) {
                FileSystemUtils.deleteRecursively(cache.directory());
                read(cache, version);
            }
            assertThat(downloads).isEqualTo(3);
            assertThat(cache.size()).isEqualTo(4);
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatIsDeletedFromOutsideIsCreatedAgain() throws Exception {
        try (DiskCache cache = DiskCache.create("reports", parent, 100)) {
            read(cache, null);
            FileSystemUtils.deleteRecursively(cache.directory().getParent());
            read(cache, null);
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void cachesThatAreOpenedAndClosedAtOnceDoNotDeleteEachOther() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(pool.submit(() -> {
                    for (int count = 0; count < 50; count++) {
                        try (DiskCache cache = DiskCache.create("reports", parent, 100)) {
                            assertThat(cache.directory()).isDirectory();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(parent).isEmptyDirectory();
    }
}
