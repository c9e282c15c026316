package dev.connections.files.store.s3;

import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Converts exceptions of the SDK. */
final class S3Errors {

    private static final Map<String, Reason> CODES = Map.ofEntries(
            Map.entry("NoSuchBucket", Reason.CONTAINER_MISSING),
            Map.entry("InvalidBucketName", Reason.CONTAINER_MISSING),
            Map.entry("NoSuchKey", Reason.NOT_FOUND),
            Map.entry("PreconditionFailed", Reason.CONDITION_FAILED),
            Map.entry("ConditionalRequestConflict", Reason.CONDITION_FAILED),
            Map.entry("InvalidAccessKeyId", Reason.CREDENTIALS_REFUSED),
            Map.entry("SignatureDoesNotMatch", Reason.CREDENTIALS_REFUSED),
            Map.entry("ExpiredToken", Reason.CREDENTIALS_REFUSED),
            Map.entry("InvalidToken", Reason.CREDENTIALS_REFUSED),
            Map.entry("TokenRefreshRequired", Reason.CREDENTIALS_REFUSED),
            Map.entry("InvalidSecurity", Reason.CREDENTIALS_REFUSED),
            Map.entry("NotSignedUp", Reason.CREDENTIALS_REFUSED),
            Map.entry("UnrecognizedClientException", Reason.CREDENTIALS_REFUSED),
            Map.entry("RequestTimeTooSkewed", Reason.CREDENTIALS_REFUSED),
            Map.entry("RequestTimeout", Reason.UNAVAILABLE),
            Map.entry("OperationAborted", Reason.UNAVAILABLE),
            Map.entry("BadDigest", Reason.UNAVAILABLE),
            Map.entry("NoSuchUpload", Reason.UNAVAILABLE));

    private static final Set<String> THROTTLING = Set.of(
            "SlowDown",
            "SlowDownRead",
            "SlowDownWrite",
            "ServiceUnavailable",
            "BandwidthLimitExceeded",
            "RequestLimitExceeded",
            "TooManyRequests",
            "TooManyRequestsException",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled");

    private static final Map<String, String> HINTS = Map.of(
            "NoSuchBucket", "Check the bucket in the url",
            "InvalidBucketName", "Check the bucket in the url",
            "InvalidAccessKeyId", "Check access-key",
            "SignatureDoesNotMatch", "Check secret-key",
            "ExpiredToken", "Renew the session token",
            "RequestTimeTooSkewed", "Set the clock of this machine",
            "PermanentRedirect", "Set region to that of the bucket",
            "AuthorizationHeaderMalformed", "Set region to that of the bucket",
            "IllegalLocationConstraintException", "Set region to that of the bucket",
            "AccessDenied", "Check the permissions of the credentials");

    private S3Errors() {}

    /**
     * Converts an exception.
     *
     * @param action what failed, such as {@code Reading 'a.txt'}
     */
    static StoreException convert(String action, SdkException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingCredentialsException) {
                return new StoreException(
                        Reason.CREDENTIALS_REFUSED,
                        action + " failed: no AWS credentials were found. Set access-key and secret-key, a profile, or"
                                + " the AWS_* environment variables",
                        failure);
            }
            if (cause instanceof AwsServiceException service) {
                return convert(action, service);
            }
        }
        return new StoreException(Reason.UNAVAILABLE, action + " failed: " + innermost(failure), failure);
    }

    private static StoreException convert(String action, AwsServiceException failure) {
        String code = code(failure);
        StringBuilder message = new StringBuilder(action)
                .append(" failed: ")
                .append(failure.statusCode())
                .append(' ')
                .append(code);
        AwsErrorDetails details = failure.awsErrorDetails();
        if (details != null
                && details.errorMessage() != null
                && !details.errorMessage().isBlank()) {
            message.append(": ").append(details.errorMessage());
        }
        String hint = HINTS.get(code);
        if (hint != null) {
            message.append(". ").append(hint);
        }
        return new StoreException(
                reason(failure.statusCode(), code), message.toString().strip(), retryAfter(details), failure);
    }

    /** Returns the error code of the store; empty if the response has no body, such as that of a {@code HEAD}. */
    static String code(AwsServiceException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = (details == null) ? null : details.errorCode();
        // the SDK invents NoSuchKey and NoSuchBucket for some responses without a body, others have the status
        return (code == null || code.chars().allMatch(Character::isDigit)) ? "" : code;
    }

    /** Returns the status of the response; 0 if there was none. */
    static int status(StoreException failure) {
        return (failure.getCause() instanceof AwsServiceException service) ? service.statusCode() : 0;
    }

    /** Returns the reason of a failed item of a batch. */
    static Reason reason(String code) {
        return reason(code.equals("InternalError") ? 500 : code.equals("AccessDenied") ? 403 : 400, code);
    }

    private static Reason reason(int status, String code) {
        Reason reason = CODES.get(code);
        if (reason != null) {
            return reason;
        }
        if (status == 429 || THROTTLING.contains(code)) {
            return Reason.THROTTLED;
        }
        if (status >= 500 || status == 408 || status == 200) {
            return Reason.UNAVAILABLE; // 200: an error in the body of a long request
        }
        return switch (status) {
            case 304 -> Reason.NOT_MODIFIED;
            case 401 -> Reason.CREDENTIALS_REFUSED;
            case 403 -> Reason.FORBIDDEN;
            case 404 -> Reason.NOT_FOUND;
            case 412 -> Reason.CONDITION_FAILED;
            default -> Reason.INVALID;
        };
    }

    private static @Nullable Duration retryAfter(@Nullable AwsErrorDetails details) {
        if (details == null || details.sdkHttpResponse() == null) {
            return null;
        }
        return details.sdkHttpResponse()
                .firstMatchingHeader("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return (message == null) ? cause.getClass().getSimpleName() : message;
    }
}
