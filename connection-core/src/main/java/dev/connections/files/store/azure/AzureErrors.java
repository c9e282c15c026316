package dev.connections.files.store.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobStorageException;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Converts exceptions of Microsoft's client. */
final class AzureErrors {

    private static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");

    private AzureErrors() {}

    /** @param action what failed, such as {@code Reading 'a.txt'} */
    static StoreException convert(String action, Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAuthenticationException) {
                return new StoreException(
                        Reason.CREDENTIALS_REFUSED,
                        action + " failed: no access token was obtained. Check the identity of the application",
                        failure);
            }
            if (cause instanceof HttpResponseException response && response.getResponse() != null) {
                return convert(action, response, response.getResponse());
            }
        }
        return new StoreException(Reason.UNAVAILABLE, action + " failed: " + innermost(failure), failure);
    }

    private static StoreException convert(String action, HttpResponseException failure, HttpResponse response) {
        int status = response.getStatusCode();
        String code = code(failure, response);
        Reason reason =
                switch (status) {
                    case 304 -> Reason.NOT_MODIFIED;
                    case 401 -> Reason.CREDENTIALS_REFUSED;
                    case 403 ->
                        code.startsWith("AuthenticationFailed") || code.startsWith("AccountIsDisabled")
                                ? Reason.CREDENTIALS_REFUSED
                                : Reason.FORBIDDEN;
                    case 404 ->
                        code.equals("ContainerNotFound") || code.equals("ContainerBeingDeleted")
                                ? Reason.CONTAINER_MISSING
                                : Reason.NOT_FOUND;
                    case 408 -> Reason.UNAVAILABLE;
                    case 409 -> code.equals("BlobAlreadyExists") ? Reason.CONDITION_FAILED : Reason.INVALID;
                    case 412 -> Reason.CONDITION_FAILED;
                    case 416 -> Reason.INVALID;
                    case 429 -> Reason.THROTTLED;
                    case 503 -> code.equals("ServerBusy") ? Reason.THROTTLED : Reason.UNAVAILABLE;
                    default -> (status >= 500) ? Reason.UNAVAILABLE : Reason.INVALID;
                };
        return new StoreException(
                reason,
                action + " failed: " + status + (code.isEmpty() ? "" : " " + code),
                retryAfter(response),
                failure);
    }

    private static String code(HttpResponseException failure, HttpResponse response) {
        if (failure instanceof BlobStorageException blob && blob.getErrorCode() != null) {
            return blob.getErrorCode().toString();
        }
        String code = response.getHeaderValue(ERROR_CODE);
        return (code != null) ? code : "";
    }

    private static @Nullable Duration retryAfter(HttpResponse response) {
        String value = response.getHeaderValue(HttpHeaderName.RETRY_AFTER);
        return (value != null && value.matches("\\d{1,6}")) ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName()
                + ((message == null) ? "" : ": " + message.lines().findFirst().orElse(""));
    }
}
