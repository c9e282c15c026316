package dev.connections.files.store;

/** Retries one idempotent request of a larger operation, such as a part of a multipart upload. Thread-safe. */
public interface RequestRetry {

    /** Sends no request twice. */
    RequestRetry NONE = new RequestRetry() {
        @Override
        public <T> T call(Request<T> request) throws StoreException {
            return request.send();
        }
    };

    /**
     * Sends a request, and sends it again after a transient failure.
     *
     * @throws StoreException the last failure
     */
    <T> T call(Request<T> request) throws StoreException;

    /** An idempotent request. */
    @FunctionalInterface
    interface Request<T> {

        /** Sends the request. */
        T send() throws StoreException;
    }
}
