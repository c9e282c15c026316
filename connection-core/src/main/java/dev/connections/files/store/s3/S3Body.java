package dev.connections.files.store.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The body of a response. Fails if it is shorter than announced. Closing it early aborts the request. */
final class S3Body extends InputStream {

    /** A rest of this size is read, so that the network connection can be reused. */
    private static final int SMALL_REST = 32 * 1024;

    private final String path;

    private final ResponseInputStream<GetObjectResponse> response;

    private long rest;

    private boolean closed;

    S3Body(String path, ResponseInputStream<GetObjectResponse> response, long length) {
        this.path = path;
        this.response = response;
        this.rest = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("The stream of '" + path + "' is closed");
        }
        if (length == 0) {
            return 0;
        }
        int read;
        try {
            // at the end too, so that the SDK compares the checksum and frees the connection
            read = response.read(target, offset, length);
        } catch (SdkException | IOException ex) {
            throw new IOException("Reading '" + path + "' failed: " + ex.getMessage(), ex);
        }
        if (read < 0 && rest > 0) {
            throw new EOFException("The connection ended " + rest + " bytes before the end of '" + path + "'");
        }
        rest -= Math.max(0, read);
        return read;
    }

    @Override
    public int available() throws IOException {
        return closed ? 0 : response.available();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            if (rest > 0 && rest <= SMALL_REST && response.available() >= rest) {
                readAllBytes();
            }
        } catch (IOException ex) {
            // the request is aborted below
        }
        closed = true;
        if (rest > 0) {
            response.abort();
        } else {
            response.close();
        }
    }
}
