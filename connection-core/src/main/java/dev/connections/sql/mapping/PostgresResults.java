package dev.connections.sql.mapping;

import dev.connections.rows.shape.ColumnKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;
import org.postgresql.jdbc.PgResultSet;
import org.postgresql.jdbc.TimestampUtils;
import org.springframework.util.ClassUtils;

/** Metadata of results and sessions that PostgreSQL's driver provides beyond JDBC. */
final class PostgresResults {

    private static final boolean PRESENT =
            ClassUtils.isPresent("org.postgresql.jdbc.PgResultSet", PostgresResults.class.getClassLoader());

    /** Types below are built in, and the same in each database (access/transam.h: FirstNormalObjectId). */
    private static final int FIRST_TYPE_OF_USERS = 16384;

    /** {@code bit}, which is a boolean or not, depending on its length. */
    private static final int BIT = 1560;

    private static final int VARBIT = 1562;

    private static final int JSON = 114;

    private static final int JSONB = 3802;

    private static final int MONEY = 790;

    private static final int REFCURSOR = 1790;

    private PostgresResults() {}

    /**
     * Returns the kind of the columns of a type, if JDBC's code for it is of no use: {@code money} is a text in the
     * server's language, and a {@code refcursor} the name of a cursor.
     */
    static @Nullable ColumnKind kind(int oid) {
        return switch (oid) {
            case JSON, JSONB -> ColumnKind.JSON;
            case MONEY, REFCURSOR -> ColumnKind.TEXT;
            case VARBIT -> ColumnKind.BITS;
            default -> null;
        };
    }

    /**
     * PostgreSQL's number of the type of a column, counted from 1; 0 if the result set does not tell. The driver knows
     * it by heart, but finds JDBC's code in a table, under a lock and with a boxed key: more than a short query may
     * cost.
     */
    static int oid(ResultSet rs, int column) throws SQLException {
        return (PRESENT && rs.isWrapperFor(PgResultSet.class))
                ? rs.unwrap(PgResultSet.class).getColumnOID(column)
                : 0;
    }

    /**
     * Returns the session's {@code TimeZone}, of which the server informs the driver; {@code null} if it cannot be
     * reached.
     */
    static @Nullable String timeZone(Connection connection) throws SQLException {
        return (PRESENT && connection.isWrapperFor(PGConnection.class))
                ? connection.unwrap(PGConnection.class).getParameterStatus("TimeZone")
                : null;
    }

    /**
     * Refuses {@code 24:00}, for which the driver has a time of another offset, or fails: it depends on how often the
     * statement has been executed.
     *
     * @throws DateTimeException if it is {@code 24:00}
     */
    static @Nullable OffsetTime offsetTime(@Nullable OffsetTime time) {
        if (OffsetTime.MAX.equals(time)) {
            throw new DateTimeException("24:00 with an offset is no OffsetTime. Use cast(column as text)");
        }
        return time;
    }

    /**
     * Returns the elements of an array of dates, times or intervals, which the driver's own array converts through the
     * JVM's time zone. {@code null} if it is another array, or NULL.
     *
     * @param column counted from 1
     */
    static @Nullable List<@Nullable Object> times(ResultSet rs, int column) throws SQLException {
        Temporal element =
                switch (oid(rs, column)) {
                    case Oid.TIMESTAMPTZ_ARRAY -> TimestampUtils::toOffsetDateTime;
                    case Oid.TIMESTAMP_ARRAY -> TimestampUtils::toLocalDateTime;
                    case Oid.DATE_ARRAY ->
                        (times, text) -> times.toLocalDateTime(text).toLocalDate();
                    case Oid.TIME_ARRAY -> TimestampUtils::toLocalTime;
                    case Oid.TIMETZ_ARRAY -> (times, text) -> offsetTime(times.toOffsetTime(text));
                    case Oid.INTERVAL_ARRAY -> (times, text) -> text;
                    default -> null;
                };
        String literal = element == null ? null : rs.getString(column);
        if (element == null || literal == null) {
            return null;
        }
        BaseConnection connection = rs.getStatement().getConnection().unwrap(BaseConnection.class);
        PgArray texts = new PgArray(connection, Oid.TEXT_ARRAY, literal);
        return list((Object[]) texts.getArray(), element, new TimestampUtils(true, TimeZone::getDefault));
    }

    private static List<@Nullable Object> list(@Nullable Object[] texts, Temporal element, TimestampUtils times)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(texts.length);
        for (Object text : texts) {
            if (text instanceof Object[] nested) {
                values.add(list(nested, element, times));
            } else {
                values.add(text == null ? null : element.of(times, (String) text));
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** Reads the server's text of a value. */
    private interface Temporal {
        @Nullable
        Object of(TimestampUtils times, String text) throws SQLException;
    }

    /** Returns whether all columns of a type are of one kind, in whatever database. */
    static boolean isOfOneKind(int oid) {
        return oid > 0 && oid < FIRST_TYPE_OF_USERS && oid != BIT;
    }
}
