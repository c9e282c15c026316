package dev.connections.rest.message;

import org.springframework.util.unit.DataSize;

/** A response is larger than what may be read into memory. */
public final class ResponseTooLargeException extends UnreadableResponseException {

    private static final long serialVersionUID = 1L;

    private static final long MB = 1024L * 1024;

    ResponseTooLargeException(long limit) {
        super("its body is larger than " + shown(limit)
                + " ('max-response-size'). Raise the property, or use download(…) or a stream");
    }

    private static String shown(long limit) {
        return (limit % MB == 0) ? limit / MB + " MB" : DataSize.ofBytes(limit).toString();
    }
}
