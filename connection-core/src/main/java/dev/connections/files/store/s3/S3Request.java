package dev.connections.files.store.s3;

import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.util.concurrent.RejectedExecutionException;
import software.amazon.awssdk.core.exception.SdkException;

/** A request by the SDK. */
@FunctionalInterface
interface S3Request<T> {

    T send();

    /**
     * Sends a request.
     *
     * @param action what it does, for the message of a failure
     * @throws StoreException if it fails
     */
    static <T> T send(String action, S3Request<T> request) throws StoreException {
        try {
            return request.send();
        } catch (SdkException ex) {
            throw S3Errors.convert(action, ex);
        } catch (IllegalStateException | RejectedExecutionException ex) {
            throw new StoreException(Reason.UNAVAILABLE, action + " failed: the client is closed", ex);
        }
    }
}
