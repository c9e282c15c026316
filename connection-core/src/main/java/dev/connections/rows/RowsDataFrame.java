package dev.connections.rows;

import dev.connections.rows.shape.ColumnKind;
import java.util.Arrays;
import org.dflib.DataFrame;
import org.dflib.Index;
import org.dflib.Series;

/** Converts rows to a DFLib data frame: primitive series for columns without nulls. */
final class RowsDataFrame {

    private RowsDataFrame() {}

    static DataFrame of(Rows rows) {
        Series<?>[] series = new Series<?>[rows.columns().size()];
        for (int i = 0; i < series.length; i++) {
            series[i] = series(rows, i);
        }
        return DataFrame.byColumn(Index.of(rows.columns().toArray(String[]::new)))
                .of(series);
    }

    private static Series<?> series(Rows rows, int column) {
        Object[] values = new Object[rows.size()];
        boolean hasNull = false;
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.value(i, column);
            hasNull |= values[i] == null;
        }
        ColumnKind kind = hasNull ? ColumnKind.OBJECT : rows.shape().kind(column);
        return switch (kind) {
            case INT ->
                Series.ofInt(Arrays.stream(values).mapToInt(Integer.class::cast).toArray());
            case LONG ->
                Series.ofLong(Arrays.stream(values).mapToLong(Long.class::cast).toArray());
            case DOUBLE ->
                Series.ofDouble(
                        Arrays.stream(values).mapToDouble(Double.class::cast).toArray());
            default -> Series.of(values);
        };
    }
}
