package dev.connections.files.execution;

import dev.connections.files.FileInfo;
import dev.connections.files.FilesConnection;
import dev.connections.files.MissingFileException;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.WritableResource;
import org.springframework.util.StringUtils;

/** A file as a resource of Spring. Thread-safe. */
final class StoreResource extends AbstractResource implements WritableResource {

    private final FilesConnection connection;

    private final String path;

    StoreResource(FilesConnection connection, String path) {
        this.connection = connection;
        this.path = path;
    }

    @Override
    public boolean exists() {
        return connection.exists(path);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        try {
            return connection.open(path);
        } catch (MissingFileException ex) {
            throw missing(ex);
        }
    }

    /** Collects the content in a local file, and uploads it on close. After a failed write, nothing is uploaded. */
    @Override
    public OutputStream getOutputStream() throws IOException {
        Path local = Files.createTempFile("connections", null);
        return new UploadOnClose(local);
    }

    private final class UploadOnClose extends FilterOutputStream {

        private final Path local;

        private boolean closed;

        private boolean failed;

        UploadOnClose(Path local) throws IOException {
            super(Files.newOutputStream(local));
            this.local = local;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException ex) {
                failed = true;
                throw ex;
            }
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try {
                out.close();
                if (!failed) {
                    connection.upload(local, path);
                }
            } finally {
                Files.deleteIfExists(local);
            }
        }
    }

    @Override
    public long contentLength() throws IOException {
        return info().size();
    }

    @Override
    public long lastModified() throws IOException {
        Instant time = info().lastModified();
        return (time != null) ? time.toEpochMilli() : 0;
    }

    private FileInfo info() throws IOException {
        try {
            return connection.info(path);
        } catch (MissingFileException ex) {
            throw missing(ex);
        }
    }

    private static FileNotFoundException missing(MissingFileException failure) {
        FileNotFoundException missing = new FileNotFoundException(failure.getMessage());
        missing.initCause(failure);
        return missing;
    }

    /** Returns {@code files:} with the connection's name and the path. It is no URL of Java. */
    @Override
    public URI getURI() throws IOException {
        try {
            return new URI("files", connection.name() + "/" + path, null);
        } catch (URISyntaxException ex) {
            throw new IOException(ex);
        }
    }

    @Override
    public Resource createRelative(String relativePath) {
        return connection.resource(StringUtils.applyRelativePath(path, relativePath));
    }

    @Override
    public @Nullable String getFilename() {
        return StringUtils.getFilename(path);
    }

    @Override
    public String getDescription() {
        return "file '" + path + "' of the connection '" + connection.name() + "'";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoreResource that && connection == that.connection && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }
}
