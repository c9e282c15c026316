package dev.connections.sql.mapping;

import dev.connections.rows.Row;
import dev.connections.rows.mapping.CellHandles;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultShape;
import dev.connections.sql.dialect.SqlDialect;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.ResultSet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/** Method handles that read the cells of JDBC results of one dialect. */
final class JdbcCellHandles extends CellHandles {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static final JdbcCellHandles[] OF_DIALECTS =
            Arrays.stream(SqlDialect.values()).map(JdbcCellHandles::new).toArray(JdbcCellHandles[]::new);

    private final SqlDialect dialect;

    private JdbcCellHandles(SqlDialect dialect) {
        super(ResultSet.class, JdbcCells.class, LOOKUP);
        this.dialect = dialect;
    }

    static JdbcCellHandles of(SqlDialect dialect) {
        return OF_DIALECTS[dialect.ordinal()];
    }

    @Override
    public MethodHandle value(ResultShape shape, int column) {
        return MethodHandles.insertArguments(
                find("value", Object.class, int.class, ColumnKind.class, SqlDialect.class),
                1,
                column,
                shape.kind(column),
                dialect);
    }

    @Override
    public MethodHandle values(ResultShape shape) {
        return MethodHandles.insertArguments(
                find("values", Object[].class, ResultShape.class, SqlDialect.class), 1, shape, dialect);
    }

    @Override
    public boolean hasGetters(ColumnKind kind) {
        return switch (dialect) {
            case SNOWFLAKE -> !SnowflakeValues.isTemporal(kind);
            case DUCKDB -> !DuckDbValues.isTemporal(kind);
            default -> true;
        };
    }

    @Override
    public boolean readsFlagsAsNumbers() {
        return true;
    }

    @Override
    public @Nullable MethodHandle wholeRow(Class<?> rowType, ResultShape shape) {
        if (rowType != Row.class) {
            return null;
        }
        try {
            MethodType type =
                    MethodType.methodType(Row.class, ResultShape.class, ConversionService.class, Object[].class);
            MethodHandle row =
                    LOOKUP.findStatic(Row.class, "of", type).asFixedArity().bindTo(shape);
            return MethodHandles.permuteArguments(
                    row, MethodType.methodType(Row.class, Object[].class, ConversionService.class), 1, 0);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
