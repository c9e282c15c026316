package dev.connections.rows.shape;

import dev.connections.rows.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * The columns of {@link Rows}: their labels and kinds, counted from 0. Rows of equal shapes share one compiled
 * mapping. Immutable.
 */
public final class ResultShape {

    /** No column of that name. */
    public static final int MISSING = -1;

    /** More than one column of that name. */
    public static final int AMBIGUOUS = -2;

    private final List<String> labels;
    private final ResultColumn[] columns;
    private final TimeRules times;
    private final Map<String, Integer> byLabel = new HashMap<>();
    private final Map<String, Integer> byLooseName = new HashMap<>();
    private final List<String> duplicateLabels;

    private ResultShape(ResultColumn[] columns, TimeRules times) {
        this.times = times;
        this.columns = columns;
        this.labels = Arrays.stream(columns).map(ResultColumn::label).toList();
        for (int i = 0; i < columns.length; i++) {
            byLabel.merge(columns[i].label(), i, (first, second) -> AMBIGUOUS);
            byLooseName.merge(loose(columns[i].label()), i, (first, second) -> AMBIGUOUS);
        }
        this.duplicateLabels = labels.stream()
                .distinct()
                .filter(label -> byLabel.get(label) == AMBIGUOUS)
                .toList();
    }

    /**
     * Returns a shape with these columns.
     *
     * @param times how times without a zone relate to instants
     */
    public static ResultShape of(List<ResultColumn> columns, TimeRules times) {
        return new ResultShape(columns.toArray(ResultColumn[]::new), times);
    }

    public ResultColumn column(int column) {
        return columns[column];
    }

    /** Returns the same shape with other labels, one for each column. */
    public ResultShape labelled(String... newLabels) {
        ResultColumn[] relabelled = new ResultColumn[columns.length];
        for (int i = 0; i < relabelled.length; i++) {
            relabelled[i] = columns[i].labelled(newLabels[i]);
        }
        return new ResultShape(relabelled, times);
    }

    /** Returns the rules for times without a zone. */
    public TimeRules times() {
        return times;
    }

    /** Returns whether single values of a column may be of another kind. */
    public boolean isMixed(int column) {
        return columns[column].mixed();
    }

    public int columnCount() {
        return columns.length;
    }

    public List<String> labels() {
        return labels;
    }

    public String label(int column) {
        return columns[column].label();
    }

    public ColumnKind kind(int column) {
        return columns[column].kind();
    }

    /**
     * Returns the column a name means: the one with exactly this label, or else the only one that differs in nothing
     * but case and underscores. {@link #MISSING} or {@link #AMBIGUOUS} if there is no such column.
     */
    public int find(String name) {
        Integer exact = byLabel.get(name);
        if (exact != null) {
            return exact;
        }
        return byLooseName.getOrDefault(loose(name), MISSING);
    }

    /**
     * Returns the column with this label, or else the only one that differs in nothing but case. {@link #MISSING} or
     * {@link #AMBIGUOUS} if there is no such column.
     */
    public int findInAnyCase(String label) {
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

    /** Returns all labels that {@code name} may refer to. */
    public List<String> candidates(String name) {
        List<String> candidates = new ArrayList<>();
        for (String label : labels) {
            if (loose(label).equals(loose(name))) {
                candidates.add(label);
            }
        }
        return candidates;
    }

    /** Returns the labels that more than one column has. */
    public List<String> duplicateLabels() {
        return duplicateLabels;
    }

    /**
     * Refuses what can hold one column of a name only.
     *
     * @param what starts the message
     * @throws InvalidDataAccessApiUsageException if several columns have the same label
     */
    public void requireDistinctLabels(String what) {
        if (!duplicateLabels.isEmpty()) {
            throw new InvalidDataAccessApiUsageException(what + " can hold one column of a name, but several are named "
                    + duplicateLabels + ". Give them different names with 'as'");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResultShape that && times.equals(that.times) && Arrays.equals(columns, that.columns);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(columns);
    }

    @Override
    public String toString() {
        return labels.toString();
    }

    public static String loose(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
