package dev.connections.files.store.huggingface;

import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import dev.connections.support.NetworkReason;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts statuses and failures of requests to exceptions without secrets. Immutable. */
final class HubErrors {

    private static final int MAX_DETAIL = 300;

    /** The seconds until the next request is permitted, as in {@code "api";r=0;t=55}. */
    private static final Pattern RATE_LIMIT_RESET = Pattern.compile(";\\s*t=(\\d{1,6})");

    private final HuggingFaceSettings settings;

    private final @Nullable String token;

    HubErrors(HuggingFaceSettings settings, @Nullable String token) {
        this.settings = settings;
        this.token = token;
    }

    /** Converts an error status. */
    StoreException status(HubRequest request, HubResponse response) {
        int status = response.status();
        String code = response.header("X-Error-Code");
        StringBuilder message =
                new StringBuilder(request.action()).append(" failed: ").append(status);
        if (!code.isEmpty()) {
            message.append(' ').append(code);
        }
        if (!response.isFromHub()) {
            message.append(" by the CDN");
        }
        String detail = detail(response);
        if (!detail.isEmpty()) {
            message.append(": ").append(detail);
        }
        Reason reason = reason(request, response, code, detail);
        String remedy = remedy(reason, code);
        if (remedy != null) {
            message.append(". ").append(remedy);
        }
        return new StoreException(reason, message.toString(), retryAfter(response), null);
    }

    private Reason reason(HubRequest request, HubResponse response, String code, String detail) {
        int status = response.status();
        if (status == 429) {
            return Reason.THROTTLED;
        }
        // a signed URL has expired, or the CDN has lost the file: the hub creates another URL
        if (!response.isFromHub() || status == 408 || status >= 500) {
            return Reason.UNAVAILABLE;
        }
        if (code.equals("GatedRepo")) {
            return (token == null) ? Reason.CREDENTIALS_REFUSED : Reason.FORBIDDEN;
        }
        if (code.equals("RevisionNotFound")) {
            return Reason.CONTAINER_MISSING;
        }
        return switch (status) {
            case 401 -> isTokenRefused(code, detail) ? Reason.CREDENTIALS_REFUSED : Reason.CONTAINER_MISSING;
            case 403 -> Reason.FORBIDDEN;
            case 404 -> response.isMissingEntry(request.file()) ? Reason.NOT_FOUND : Reason.CONTAINER_MISSING;
            default -> Reason.INVALID;
        };
    }

    /** The hub hides private repositories: they are missing without a token. */
    private boolean isTokenRefused(String code, String detail) {
        String lower = detail.toLowerCase(Locale.ROOT);
        return token != null
                && (!code.equals("RepoNotFound") || lower.contains("credentials") || lower.contains("token"));
    }

    private @Nullable String remedy(Reason reason, String code) {
        String repository = settings.kind() + "/" + settings.repository();
        if (code.equals("GatedRepo")) {
            return "The repository " + repository + " is gated: accept its conditions on the web site"
                    + ((token == null) ? ", and set the token of this user" : " as the user of the token");
        }
        if (code.equals("RevisionNotFound")) {
            return "Check the revision '" + settings.revision() + "' in the url";
        }
        return switch (reason) {
            case CONTAINER_MISSING ->
                "The repository " + repository + " does not exist or is private. Check the url"
                        + ((token == null) ? ", or set a token that can read it" : " and the permissions of the token");
            case CREDENTIALS_REFUSED -> "Check the token";
            case FORBIDDEN -> "Check the permissions of the token";
            default -> null;
        };
    }

    /** Converts a failure without a response. */
    StoreException network(String action, URI uri, IOException failure) {
        String reason = NetworkReason.of(failure, uri.getHost());
        if (reason == null) {
            reason = (failure.getMessage() != null)
                    ? failure.getMessage()
                    : failure.getClass().getSimpleName();
        }
        return new StoreException(
                Reason.UNAVAILABLE, action + " failed: " + reason + " (" + uri.getAuthority() + ")", failure);
    }

    StoreException interrupted(String action, InterruptedException failure) {
        return new StoreException(Reason.UNAVAILABLE, action + " failed: the thread was interrupted", failure);
    }

    StoreException redirect(String action, String reason) {
        return new StoreException(Reason.UNAVAILABLE, action + " failed: " + reason, null);
    }

    /** Converts a response that breaks the protocol. */
    StoreException unusable(String action, HubResponse response, String reason) {
        return new StoreException(
                Reason.UNAVAILABLE,
                action + " failed: the response " + response.status() + " is unusable: " + reason
                        + ". Check that the endpoint " + settings.endpoint() + " is a hub",
                null);
    }

    private String detail(HubResponse response) {
        String detail = response.header("X-Error-Message");
        if (token != null && !token.isEmpty()) {
            detail = detail.replace(token, "******");
        }
        detail = (detail.length() > MAX_DETAIL) ? detail.substring(0, MAX_DETAIL) + "…" : detail;
        return detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail;
    }

    private static @Nullable Duration retryAfter(HubResponse response) {
        String value = response.header("Retry-After");
        if (value.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        if (!value.isEmpty()) {
            try {
                Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration pause = Duration.between(Instant.now(), until);
                return pause.isNegative() ? Duration.ZERO : pause;
            } catch (DateTimeException ex) {
                return null;
            }
        }
        Matcher reset = RATE_LIMIT_RESET.matcher(response.header("RateLimit"));
        return (response.status() == 429 && reset.find()) ? Duration.ofSeconds(Long.parseLong(reset.group(1))) : null;
    }
}
