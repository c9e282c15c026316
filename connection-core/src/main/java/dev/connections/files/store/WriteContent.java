package dev.connections.files.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content of a write. */
public interface WriteContent {

    /** Returns the number of bytes; -1 if unknown. */
    long length();

    /** Returns whether {@link #open} can be called again, so that a write can be repeated. */
    boolean isRepeatable();

    /** Opens the content from its beginning. The caller closes the stream. */
    InputStream open() throws IOException;

    /** Returns the content of an array, which must not change. */
    static WriteContent of(byte[] bytes) {
        return new WriteContent() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public boolean isRepeatable() {
                return true;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /**
     * Returns the content of a local file.
     *
     * @throws IOException if its size cannot be read
     */
    static WriteContent of(Path file) throws IOException {
        long size = Files.size(file);
        return new WriteContent() {
            @Override
            public long length() {
                return size;
            }

            @Override
            public boolean isRepeatable() {
                return true;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
