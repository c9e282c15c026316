package dev.connections.testing.snowflake;

import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** The codes and SQL states that Snowflake has for what H2 complains of. */
record SqlFailure(String code, String sqlState) {

    static final SqlFailure TIMED_OUT = new SqlFailure("000630", "57014");

    static SqlFailure of(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1 -> new SqlFailure("002003", "42S02");
            case ErrorCode.SCHEMA_NOT_FOUND_1 -> new SqlFailure("002043", "02000");
            case ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS_1 -> new SqlFailure("002002", "42710");
            case ErrorCode.COLUMN_NOT_FOUND_1 -> new SqlFailure("000904", "42000");
            case ErrorCode.SYNTAX_ERROR_1, ErrorCode.SYNTAX_ERROR_2 -> new SqlFailure("001003", "42000");
            case ErrorCode.NULL_NOT_ALLOWED -> new SqlFailure("100072", "22000");
            case ErrorCode.DUPLICATE_KEY_1 -> new SqlFailure("200001", "22000");
            case ErrorCode.DIVISION_BY_ZERO_1 -> new SqlFailure("100051", "22012");
            case ErrorCode.DATA_CONVERSION_ERROR_1 -> new SqlFailure("100038", "22018");
            case ErrorCode.VALUE_TOO_LONG_2 -> new SqlFailure("100078", "22000");
            case ErrorCode.STATEMENT_WAS_CANCELED -> new SqlFailure("000604", "57014");
            default -> new SqlFailure("000001", failure.getSQLState() == null ? "XX000" : failure.getSQLState());
        };
    }
}
