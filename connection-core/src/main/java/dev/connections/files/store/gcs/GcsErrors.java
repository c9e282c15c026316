package dev.connections.files.store.gcs;

import com.google.cloud.BaseServiceException;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Converts exceptions of Google's client. */
final class GcsErrors {

    private GcsErrors() {}

    /** @param action what failed, such as {@code Reading 'a.txt'} */
    static StoreException convert(String action, Exception failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BaseServiceException service && service.getCode() > 0) {
                return convert(action, service);
            }
            if (isCredentials(cause)) {
                return new StoreException(
                        Reason.CREDENTIALS_REFUSED,
                        action + " failed: no access token was accepted or obtained. Check credentials and token",
                        failure);
            }
        }
        return new StoreException(Reason.UNAVAILABLE, action + " failed: " + innermost(failure), failure);
    }

    /** Google's authentication library is known by its package: it need not be touched to read a file. */
    private static boolean isCredentials(Throwable cause) {
        return cause instanceof TokenRefusedException
                || cause.getClass().getName().startsWith("com.google.auth.oauth2.GoogleAuthException");
    }

    private static StoreException convert(String action, BaseServiceException failure) {
        int status = failure.getCode();
        String message = action + " failed: " + status
                + ((failure.getReason() != null) ? " " + failure.getReason() : "")
                + ((failure.getMessage() != null)
                        ? ": " + failure.getMessage().lines().findFirst().orElse("")
                        : "");
        Reason reason =
                switch (status) {
                    case 304 -> Reason.NOT_MODIFIED;
                    case 401 -> Reason.CREDENTIALS_REFUSED;
                    case 403 ->
                        String.valueOf(failure.getReason()).endsWith("LimitExceeded")
                                ? Reason.THROTTLED
                                : Reason.FORBIDDEN;
                    case 404 -> isBucket(failure) ? Reason.CONTAINER_MISSING : Reason.NOT_FOUND;
                    case 408 -> Reason.UNAVAILABLE;
                    case 412 -> Reason.CONDITION_FAILED;
                    case 429 -> Reason.THROTTLED;
                    default -> (status >= 500) ? Reason.UNAVAILABLE : Reason.INVALID;
                };
        return new StoreException(reason, message, failure);
    }

    private static boolean isBucket(BaseServiceException failure) {
        return String.valueOf(failure.getMessage()).contains("bucket does not exist");
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + ((message == null) ? "" : ": " + message);
    }

    /** Thrown if the store refuses a token that cannot be renewed. */
    static final class TokenRefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        TokenRefusedException() {
            super("The access token is refused");
        }
    }
}
