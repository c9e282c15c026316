package dev.connections.sql.mapping;

import dev.connections.rows.mapping.RowPlan;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultColumn;
import dev.connections.rows.shape.ResultShape;
import dev.connections.rows.shape.TimeRules;
import dev.connections.sql.LabelCase;
import dev.connections.sql.dialect.SqlDialect;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The shape of a JDBC result, with what is needed to recognize another result of the same shape. Immutable. */
public final class JdbcShape {

    private static final Map<String, SqlDialect> DRIVERS = Map.of(
            "org.postgresql.", SqlDialect.POSTGRESQL,
            "org.h2.", SqlDialect.H2,
            "org.mariadb.", SqlDialect.MARIADB,
            "com.mysql.", SqlDialect.MYSQL,
            "org.sqlite.", SqlDialect.SQLITE,
            "org.duckdb.", SqlDialect.DUCKDB,
            "oracle.jdbc.", SqlDialect.ORACLE,
            "net.snowflake.", SqlDialect.SNOWFLAKE);

    private static final ClassValue<SqlDialect> DIALECTS = new ClassValue<>() {
        @Override
        protected SqlDialect computeValue(Class<?> type) {
            return dialect(type.getName());
        }
    };

    private final SqlDialect dialect;
    private final LabelCase labelCase;
    private final JdbcColumn[] columns;
    private final ResultShape shape;
    private final boolean hasZone;

    private JdbcShape(SqlDialect dialect, LabelCase labelCase, JdbcColumn[] columns, TimeRules times) {
        this.dialect = dialect;
        this.labelCase = labelCase;
        this.columns = columns;
        String[] labels = labels(columns, dialect, labelCase);
        List<ResultColumn> shown = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            ColumnKind kind = columns[i].kind();
            shown.add(new ResultColumn(
                    labels[i], kind, dialect == SqlDialect.SQLITE || JdbcCells.isLongTime(kind, dialect)));
        }
        this.shape = ResultShape.of(shown, times);
        this.hasZone = times.zone() != null && dependsOnZone(columns);
    }

    public static JdbcShape of(ResultSet rs, LabelCase labelCase) throws SQLException {
        ResultSetMetaData meta = rs.getMetaData();
        SqlDialect dialect = dialect(meta);
        JdbcColumn[] columns = new JdbcColumn[meta.getColumnCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = JdbcColumn.of(rs, meta, i + 1, dialect);
        }
        return new JdbcShape(dialect, labelCase, columns, times(rs, columns, dialect));
    }

    private static TimeRules times(ResultSet rs, JdbcColumn[] columns, SqlDialect dialect) throws SQLException {
        if (dialect == SqlDialect.SQLITE) {
            return SqliteValues.TIMES;
        }
        @Nullable ZoneId zone = dependsOnZone(columns) ? SessionZone.of(rs, dialect) : null;
        return TimeRules.of(zone);
    }

    private static boolean dependsOnZone(JdbcColumn[] columns) {
        return Arrays.stream(columns).anyMatch(column -> switch (column.kind()) {
            case DATE, TIMESTAMP, OFFSET_TIMESTAMP, ARRAY, OBJECT, TEXT -> true;
            default -> false;
        });
    }

    /** Returns the columns as users see them. */
    ResultShape columns() {
        return shape;
    }

    SqlDialect dialect() {
        return dialect;
    }

    /** Returns whether {@code rs} is of this shape. Asked at each query, so it must not cost. */
    public boolean describes(ResultSet rs, LabelCase wanted) throws SQLException {
        return describes(rs, wanted, true);
    }

    /** @param zoned whether the time zone of the session matters */
    boolean describes(ResultSet rs, LabelCase wanted, boolean zoned) throws SQLException {
        ResultSetMetaData meta = rs.getMetaData();
        int count = columns.length;
        if (labelCase != wanted || meta.getColumnCount() != count || dialect(meta) != dialect) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!columns[i].describes(rs, meta, i + 1, dialect)) {
                return false;
            }
        }
        return !hasZone || !zoned || Objects.equals(shape.times().zone(), SessionZone.of(rs, dialect));
    }

    /** Returns whether what a mapping makes of these columns may depend on the time zone of the session. */
    boolean needsZone(RowPlan plan) {
        return plan.cells().isEmpty() || plan.cells().stream().anyMatch(cell -> needsZoneFor(cell.type()));
    }

    private boolean needsZoneFor(Class<?> type) {
        if (LocalDateTime.class == type || LocalDate.class == type || LocalTime.class == type) {
            return dialect == SqlDialect.MYSQL
                    || dialect == SqlDialect.MARIADB
                    || Arrays.stream(columns)
                            .map(JdbcColumn::kind)
                            .anyMatch(kind -> kind == ColumnKind.OFFSET_TIMESTAMP
                                    || kind == ColumnKind.ARRAY
                                    || kind == ColumnKind.OBJECT);
        }
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        return !(Number.class.isAssignableFrom(boxed)
                || boxed == Boolean.class
                || boxed == String.class
                || boxed == UUID.class
                || boxed.isEnum());
    }

    private static String[] labels(JdbcColumn[] columns, SqlDialect dialect, LabelCase labelCase) {
        String[] labels = Arrays.stream(columns).map(JdbcColumn::label).toArray(String[]::new);
        if (labelCase == LabelCase.KEEP || !upperCases(dialect)) {
            return labels;
        }
        String[] shown = labels.clone();
        for (int i = 0; i < labels.length; i++) {
            if (isUpperCase(labels[i]) && !collides(labels, labels[i])) {
                shown[i] = labels[i].toLowerCase(Locale.ROOT);
            }
        }
        return shown;
    }

    private static boolean upperCases(SqlDialect dialect) {
        return dialect == SqlDialect.H2 || dialect == SqlDialect.ORACLE || dialect == SqlDialect.SNOWFLAKE;
    }

    private static boolean isUpperCase(String label) {
        return label.equals(label.toUpperCase(Locale.ROOT));
    }

    private static boolean collides(String[] labels, String label) {
        for (String other : labels) {
            if (other.equalsIgnoreCase(label) && !other.equals(label)) {
                return true;
            }
        }
        return false;
    }

    /** Pools wrap a result set but not its metadata, whose class tells the driver. */
    private static SqlDialect dialect(ResultSetMetaData meta) {
        return DIALECTS.get(meta.getClass());
    }

    private static SqlDialect dialect(String driver) {
        return DRIVERS.entrySet().stream()
                .filter(known -> driver.startsWith(known.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(SqlDialect.OTHER);
    }
}
