package dev.connections.files.store.s3;

import software.amazon.awssdk.core.exception.SdkClientException;

/** No credentials were found, or they could not be loaded. */
final class MissingCredentialsException extends SdkClientException {

    private static final long serialVersionUID = 1L;

    MissingCredentialsException(Throwable cause) {
        super(SdkClientException.builder().message("No credentials").cause(cause));
    }

    /** Not retryable, as the SDK would retry otherwise. */
    @Override
    public boolean retryable() {
        return false;
    }
}
