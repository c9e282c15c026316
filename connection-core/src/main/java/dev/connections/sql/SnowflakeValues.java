package dev.connections.sql;

import java.lang.reflect.Method;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** Dates and times of Snowflake's driver, which does not give them as {@code java.time} has them. */
final class SnowflakeValues {

    private SnowflakeValues() {}

    static boolean isTemporal(ColumnKind kind) {
        return switch (kind) {
            case DATE, TIME, TIMESTAMP, OFFSET_TIMESTAMP -> true;
            default -> false;
        };
    }

    /** The value of a column, counted from 0, whose kind {@link #isTemporal}. */
    static @Nullable Object temporal(ResultSet rs, int column, ColumnKind kind) throws SQLException {
        switch (kind) {
            case DATE -> {
                @Nullable Date date = rs.getDate(column + 1);
                return (date == null) ? null : date.toLocalDate();
            }
            case TIME -> {
                // a Time has no fraction of a second in its text, and a Timestamp has all of it
                @Nullable Time time = rs.getTime(column + 1);
                @Nullable Timestamp exact = (time == null) ? null : rs.getTimestamp(column + 1);
                return (exact == null) ? null : time.toLocalTime().withNano(exact.getNanos());
            }
            case TIMESTAMP -> {
                @Nullable Timestamp timestamp = rs.getTimestamp(column + 1);
                return (timestamp == null) ? null : timestamp.toLocalDateTime();
            }
            default -> {
                @Nullable Timestamp timestamp = rs.getTimestamp(column + 1);
                return (timestamp == null) ? null : zoned(timestamp);
            }
        }
    }

    /** The driver's own class, which each of its generations has in another package, knows the offset. */
    private static OffsetDateTime zoned(Timestamp timestamp) {
        if (timestamp.getClass() != Timestamp.class) {
            @Nullable Method method = ReflectionUtils.findMethod(timestamp.getClass(), "toZonedDateTime");
            if (method != null && ReflectionUtils.invokeMethod(method, timestamp) instanceof ZonedDateTime zoned) {
                return zoned.toOffsetDateTime();
            }
        }
        return timestamp.toInstant().atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }
}
