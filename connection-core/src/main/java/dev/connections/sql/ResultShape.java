package dev.connections.sql;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a result looks like: whose driver made it, and the labels and kinds of its columns. Results of the same shape
 * share one compiled mapping. Immutable; columns are counted from 0.
 */
final class ResultShape {

    /** No column of that name. */
    static final int MISSING = -1;

    /** More than one column of that name. */
    static final int AMBIGUOUS = -2;

    private final SqlDialect dialect;
    private final List<String> labels;
    private final ColumnKind[] kinds;
    private final Map<String, Integer> byLabel = new HashMap<>();
    private final Map<String, Integer> byLooseName = new HashMap<>();
    private final List<String> duplicateLabels;

    private ResultShape(SqlDialect dialect, String[] labels, ColumnKind[] kinds) {
        this.dialect = dialect;
        this.labels = List.of(labels);
        this.kinds = kinds;
        for (int i = 0; i < labels.length; i++) {
            byLabel.merge(labels[i], i, (first, second) -> AMBIGUOUS);
            byLooseName.merge(loose(labels[i]), i, (first, second) -> AMBIGUOUS);
        }
        this.duplicateLabels = this.labels.stream()
                .distinct()
                .filter(label -> byLabel.get(label) == AMBIGUOUS)
                .toList();
    }

    static ResultShape of(ResultSetMetaData meta) throws SQLException {
        SqlDialect dialect = dialect(meta);
        int count = meta.getColumnCount();
        String[] labels = new String[count];
        ColumnKind[] kinds = new ColumnKind[count];
        for (int i = 0; i < count; i++) {
            labels[i] = meta.getColumnLabel(i + 1);
            kinds[i] = ColumnKind.of(meta, i + 1, dialect);
        }
        return new ResultShape(dialect, labels, kinds);
    }

    /** The same shape with other labels, one for each column. */
    ResultShape labelled(String... newLabels) {
        return new ResultShape(dialect, newLabels, kinds);
    }

    /** Whether {@code meta} is of this shape; allocates nothing. */
    boolean describes(ResultSetMetaData meta) throws SQLException {
        int count = kinds.length;
        if (meta.getColumnCount() != count || dialect(meta) != dialect) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!labels.get(i).equals(meta.getColumnLabel(i + 1)) || kinds[i] != ColumnKind.of(meta, i + 1, dialect)) {
                return false;
            }
        }
        return true;
    }

    SqlDialect dialect() {
        return dialect;
    }

    int columnCount() {
        return kinds.length;
    }

    List<String> labels() {
        return labels;
    }

    String label(int column) {
        return labels.get(column);
    }

    ColumnKind kind(int column) {
        return kinds[column];
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
                && labels.equals(that.labels)
                && Arrays.equals(kinds, that.kinds);
    }

    @Override
    public int hashCode() {
        return 31 * labels.hashCode() + Arrays.hashCode(kinds);
    }

    @Override
    public String toString() {
        return labels.toString();
    }

    private static String loose(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Pools wrap a result set but not its metadata, whose class tells the driver. */
    private static SqlDialect dialect(ResultSetMetaData meta) {
        String driver = meta.getClass().getName();
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
        return SqlDialect.OTHER;
    }
}
