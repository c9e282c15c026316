package dev.connections.sql.errors;

import dev.connections.sql.dialect.SqlDialect;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classifies login failures: rejected credentials, or a failing server. By SQL states and error codes of each dialect.
 */
public final class AuthenticationFailures {

    /** Wrong user or password, login disabled, password expired, password to be changed. */
    private static final Set<Integer> SQLSERVER = Set.of(18456, 18470, 18487, 18488);

    /** Wrong user or password, no password, account locked, password expired. */
    private static final Set<Integer> ORACLE = Set.of(1017, 1005, 28000, 28001);

    /**
     * Wrong user or password, user disabled, locked or unknown, role not granted, JWT invalid, multi-factor
     * authentication failed, OAuth token invalid or expired, programmatic access token invalid or not permitted.
     */
    private static final Set<Integer> SNOWFLAKE = Set.of(
            390100, 390101, 390102, 390103, 390106, 390127, 390144, 390186, 390189, 390303, 390318, 390327, 394400,
            394401, 394507);

    /** Its driver's own failures. */
    private static final int SNOWFLAKE_INTERNAL = 200001;

    /**
     * What generation 3 of its driver makes of a token that has expired: it tries to get another, which only others
     * can.
     */
    private static final String NO_OTHER_TOKEN = "Unsupported authenticator type: ";

    private AuthenticationFailures() {}

    /** Returns whether the failure, or one of its causes, means that the credentials were rejected. */
    public static boolean isCauseOf(Throwable failure, SqlDialect dialect, boolean hasSecret) {
        return SqlCauses.of(failure).anyMatch(ex -> isRefused(ex, dialect, hasSecret));
    }

    private static boolean isRefused(SQLException failure, SqlDialect dialect, boolean hasSecret) {
        @Nullable String state = failure.getSQLState();
        // SQL:2023-2, class 28: invalid authorization specification
        if (state != null && state.startsWith("28")) {
            return true;
        }
        return switch (dialect) {
            case SQLSERVER -> SQLSERVER.contains(failure.getErrorCode());
            case ORACLE -> ORACLE.contains(failure.getErrorCode());
            case SNOWFLAKE ->
                SNOWFLAKE.contains(failure.getErrorCode())
                        || (failure.getErrorCode() == SNOWFLAKE_INTERNAL
                                && String.valueOf(failure.getMessage()).contains(NO_OTHER_TOKEN));
            // the driver gives up by itself when the server asks for a password and there is none
            case POSTGRESQL -> !hasSecret && "08004".equals(state);
            default -> false;
        };
    }
}
