package dev.connections.rows.mapping;

import dev.connections.rows.mapping.RowPlan.Cell;
import dev.connections.rows.shape.ResultShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Compiles the mapping of rows of one shape to one type. */
final class RowPlanCompiler {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final Class<?> rowType;
    private final ResultShape shape;
    private final CellHandles source;
    private final ConversionService conversionService;
    private final String sql;

    RowPlanCompiler(
            Class<?> rowType, ResultShape shape, CellHandles source, ConversionService conversionService, String sql) {
        this.rowType = rowType;
        this.shape = shape;
        this.source = source;
        this.conversionService = conversionService;
        this.sql = sql;
    }

    /**
     * @throws InvalidDataAccessApiUsageException if rows of that shape cannot be of that type
     */
    RowPlan compile() {
        MethodHandle wholeRow = source.wholeRow(rowType, shape);
        if (wholeRow != null) {
            return whole(wholeRow);
        }
        if (rowType == Map.class) {
            if (!shape.duplicateLabels().isEmpty()) {
                throw problem("has several columns '" + shape.duplicateLabels().get(0)
                        + "', of which a Map can hold one. Give them different names with 'as'");
            }
            return whole(map());
        }
        if (rowType.isRecord()) {
            return ConstructorRowMapping.compile(this);
        }
        if (BeanUtils.isSimpleValueType(rowType) || isSingleValue()) {
            return single();
        }
        if (rowType.isInterface() || Modifier.isAbstract(rowType.getModifiers()) || rowType.isSealed()) {
            throw new InvalidDataAccessApiUsageException("A row cannot be made into " + rowType.getTypeName()
                    + ", which is "
                    + (rowType.isSealed() ? "sealed" : rowType.isInterface() ? "an interface" : "abstract")
                    + ": use a record, a JavaBean, a Map, a Row or the type of a single column"
                    + RowPlan.of(sql));
        }
        return BeanRowMapping.compile(this);
    }

    /** {@code (Object[], ConversionService) -> Map}. */
    private MethodHandle map() {
        try {
            MethodType type = MethodType.methodType(Map.class, ResultShape.class, Object[].class);
            MethodHandle map = LOOKUP.findStatic(RowMap.class, "of", type).bindTo(shape);
            return MethodHandles.dropArguments(map, 1, ConversionService.class);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private boolean isSingleValue() {
        return rowType.isArray()
                || rowType == Object.class
                || TemporalAmount.class.isAssignableFrom(rowType)
                || JsonValues.isTree(rowType);
    }

    private RowPlan single() {
        if (shape.columnCount() != 1) {
            throw problem("has " + shape.columnCount() + " columns " + shape + ", but a " + rowType.getTypeName()
                    + " is made of one. Select one column, or use a record");
        }
        TypeDescriptor type = TypeDescriptor.valueOf(rowType);
        Cell cell = cell(null, 0, type);
        return new RowPlan(rowType, asPlan(cell.handle()), List.of(cell));
    }

    private RowPlan whole(MethodHandle rowOfValues) {
        MethodHandle handle = MethodHandles.collectArguments(rowOfValues, 0, source.values(shape));
        return new RowPlan(rowType, asPlan(handle), List.of());
    }

    /** Erases the types of a handle to those of {@link RowPlan#handle()}. */
    MethodHandle asPlan(MethodHandle handle) {
        return handle.asType(MethodType.methodType(Object.class, source.source(), ConversionService.class));
    }

    /** Returns the cell for a component, or {@code null} if there is no column for it. */
    @Nullable
    Cell cell(String component, TypeDescriptor type) {
        int column = shape.find(component);
        if (column == ResultShape.MISSING) {
            return null;
        }
        if (column == ResultShape.AMBIGUOUS) {
            throw problem("has several columns for '" + component + "' of " + rowType.getTypeName() + ": "
                    + shape.candidates(component) + ". Give them different names with 'as'");
        }
        return cell(component, column, type);
    }

    private Cell cell(@Nullable String component, int column, TypeDescriptor type) {
        MethodHandle handle = source.cell(shape, column, type, conversionService);
        if (handle == null) {
            throw problem("has a column '" + shape.label(column) + "' of "
                    + shape.kind(column).valueType().getSimpleName() + " values, which cannot become "
                    + (component == null ? "a " : "'" + component + "' of " + rowType.getTypeName() + ", a ")
                    + type + ". Use another type, or register a converter with the ConversionService");
        }
        return new Cell(component, shape.label(column), type.getType(), handle);
    }

    InvalidDataAccessApiUsageException problem(String whatTheResultIsLike) {
        return new InvalidDataAccessApiUsageException("The result " + whatTheResultIsLike + RowPlan.of(sql));
    }

    Class<?> rowType() {
        return rowType;
    }

    ResultShape shape() {
        return shape;
    }

    Class<?> sourceType() {
        return source.source();
    }
}
