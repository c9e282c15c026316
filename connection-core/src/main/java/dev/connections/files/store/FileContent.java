package dev.connections.files.store;

import dev.connections.files.FileInfo;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a file that is being read.
 *
 * @param info the properties of the whole file, of the version that is read
 * @param body the requested bytes. Closing it early does not read the rest
 */
public record FileContent(FileInfo info, InputStream body) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        body.close();
    }
}
