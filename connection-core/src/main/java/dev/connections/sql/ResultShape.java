package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What a result looks like: whose driver made it, and the labels and kinds of its columns. Results of the same shape
 * share one compiled mapping. Immutable; columns are counted from 0.
 */
final class ResultShape {

    /** No column of that name. */
    static final int MISSING = -1;

    /** More than one column of that name. */
    static final int AMBIGUOUS = -2;

    private static final ClassValue<SqlDialect> DIALECTS = new ClassValue<>() {
        @Override
        protected SqlDialect computeValue(Class<?> type) {
            return dialect(type.getName());
        }
    };

    private final SqlDialect dialect;
    private final LabelCase labelCase;
    private final List<String> labels;
    private final ResultColumn[] columns;
    private final TimeRules times;
    private final boolean hasZone;
    private final Map<String, Integer> byLabel = new HashMap<>();
    private final Map<String, Integer> byLooseName = new HashMap<>();
    private final List<String> duplicateLabels;

    private ResultShape(SqlDialect dialect, ResultColumn[] columns, TimeRules times, LabelCase labelCase) {
        this.dialect = dialect;
        this.times = times;
        this.labelCase = labelCase;
        this.columns = columns;
        this.labels = Arrays.stream(columns).map(ResultColumn::label).toList();
        for (int i = 0; i < columns.length; i++) {
            byLabel.merge(columns[i].label(), i, (first, second) -> AMBIGUOUS);
            byLooseName.merge(loose(columns[i].label()), i, (first, second) -> AMBIGUOUS);
        }
        this.hasZone = times.zone() != null && Arrays.stream(columns).anyMatch(column -> dependsOnZone(column.kind()));
        this.duplicateLabels = labels.stream()
                .distinct()
                .filter(label -> byLabel.get(label) == AMBIGUOUS)
                .toList();
    }

    static ResultShape of(ResultSet rs, LabelCase labelCase) throws SQLException {
        ResultSetMetaData meta = rs.getMetaData();
        SqlDialect dialect = dialect(meta);
        ResultColumn[] columns = new ResultColumn[meta.getColumnCount()];
        String[] labels = new String[columns.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ResultColumn.of(rs, meta, i + 1, dialect);
            labels[i] = columns[i].label();
        }
        boolean local = Arrays.stream(columns).anyMatch(column -> dependsOnZone(column.kind()));
        TimeRules times = local ? times(rs, dialect) : TimeRules.of(dialect, null);
        return new ResultShape(dialect, labelled(columns, labelCase.apply(labels, dialect)), times, labelCase);
    }

    /** @param zone of the session that the values come from; {@code null} for the JVM's default */
    static ResultShape of(SqlDialect dialect, ResultColumn[] columns, @Nullable ZoneId zone) {
        return new ResultShape(dialect, columns, TimeRules.of(dialect, zone), LabelCase.KEEP);
    }

    private static TimeRules times(ResultSet rs, SqlDialect dialect) throws SQLException {
        return TimeRules.of(dialect, SessionZone.of(rs, dialect));
    }

    private static boolean dependsOnZone(ColumnKind kind) {
        return switch (kind) {
            case DATE, TIMESTAMP, OFFSET_TIMESTAMP, ARRAY, OBJECT, TEXT -> true;
            default -> false;
        };
    }

    ResultColumn column(int column) {
        return columns[column];
    }

    /** The same shape with other labels, one for each column. */
    ResultShape labelled(String... newLabels) {
        return new ResultShape(dialect, labelled(columns, newLabels), times, labelCase);
    }

    private static ResultColumn[] labelled(ResultColumn[] columns, String[] newLabels) {
        ResultColumn[] relabelled = new ResultColumn[columns.length];
        for (int i = 0; i < relabelled.length; i++) {
            relabelled[i] = columns[i].labelled(newLabels[i]);
        }
        return relabelled;
    }

    /** Whether {@code rs} is of this shape. Asked at each query, so it must not cost. */
    boolean describes(ResultSet rs, LabelCase wanted) throws SQLException {
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
        return !hasZone || !zoned || Objects.equals(times.zone(), SessionZone.of(rs, dialect));
    }

    /** Whether values of a class may depend on the time zone of the session. */
    boolean needsZoneFor(Class<?> type) {
        if (LocalDateTime.class == type || LocalDate.class == type || LocalTime.class == type) {
            return dialect == SqlDialect.MYSQL
                    || dialect == SqlDialect.MARIADB
                    || Arrays.stream(columns)
                            .map(ResultColumn::kind)
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

    SqlDialect dialect() {
        return dialect;
    }

    /** How times without a zone relate to instants. */
    TimeRules times() {
        return times;
    }

    /** Whether the kind of a column is a hint, which single values may differ from. */
    boolean isHint(int column) {
        return dialect == SqlDialect.SQLITE || hasLongTimes(column);
    }

    /** Whether a column is of the {@code TIME} of MySQL and MariaDB, which reaches from -838 to 838 hours. */
    boolean hasLongTimes(int column) {
        return kind(column) == ColumnKind.TIME && (dialect == SqlDialect.MARIADB || dialect == SqlDialect.MYSQL);
    }

    int columnCount() {
        return columns.length;
    }

    List<String> labels() {
        return labels;
    }

    String label(int column) {
        return columns[column].label();
    }

    ColumnKind kind(int column) {
        return columns[column].kind();
    }

    /**
     * The column a name means: the one with exactly this label, or else the only one that differs in nothing but case and
     * underscores. {@link #MISSING} or {@link #AMBIGUOUS} if there is no such column.
     */
    int find(String name) {
        Integer exact = byLabel.get(name);
        if (exact != null) {
            return exact;
        }
        return byLooseName.getOrDefault(loose(name), MISSING);
    }

    /**
     * The column with this label, or else the only one that differs in nothing but case. {@link #MISSING} or {@link #AMBIGUOUS} if
     * there is no such column.
     */
    int findInAnyCase(String label) {
        Integer exact = byLabel.get(label);
        if (exact != null) {
            return exact;
        }
        int found = MISSING;
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].label().equalsIgnoreCase(label)) {
                if (found != MISSING) {
                    return AMBIGUOUS;
                }
                found = i;
            }
        }
        return found;
    }

    /** All labels that {@code name} could mean. */
    List<String> candidates(String name) {
        List<String> candidates = new ArrayList<>();
        for (String label : labels) {
            if (loose(label).equals(loose(name))) {
                candidates.add(label);
            }
        }
        return candidates;
    }

    /** The labels that more than one column has. */
    List<String> duplicateLabels() {
        return duplicateLabels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResultShape that
                && dialect == that.dialect
                && times.equals(that.times)
                && Arrays.equals(columns, that.columns);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(columns);
    }

    @Override
    public String toString() {
        return labels.toString();
    }

    static String loose(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Pools wrap a result set but not its metadata, whose class tells the driver. */
    private static SqlDialect dialect(ResultSetMetaData meta) {
        return DIALECTS.get(meta.getClass());
    }

    private static SqlDialect dialect(String driver) {
        if (driver.startsWith("org.postgresql.")) {
            return SqlDialect.POSTGRESQL;
        }
        if (driver.startsWith("org.h2.")) {
            return SqlDialect.H2;
        }
        if (driver.startsWith("org.mariadb.")) {
            return SqlDialect.MARIADB;
        }
        if (driver.startsWith("com.mysql.")) {
            return SqlDialect.MYSQL;
        }
        if (driver.startsWith("org.sqlite.")) {
            return SqlDialect.SQLITE;
        }
        if (driver.startsWith("org.duckdb.")) {
            return SqlDialect.DUCKDB;
        }
        if (driver.startsWith("oracle.jdbc.")) {
            return SqlDialect.ORACLE;
        }
        if (driver.startsWith("net.snowflake.")) {
            return SqlDialect.SNOWFLAKE;
        }
        return SqlDialect.OTHER;
    }
}
