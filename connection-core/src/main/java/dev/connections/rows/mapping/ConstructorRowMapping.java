package dev.connections.rows.mapping;

import dev.connections.rows.mapping.RowPlan.Cell;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Maps rows to records, or to other classes that a constructor creates: one method handle reads the columns and calls
 * the constructor, without boxing or an array.
 */
final class ConstructorRowMapping {

    private ConstructorRowMapping() {}

    static RowPlan compile(RowPlanCompiler compiler) {
        Class<?> type = compiler.rowType();
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = ConstructorHandles.of(type, componentTypes(components));
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        List<Cell> cells = new ArrayList<>(components.length);
        MethodHandle row = row(compiler, constructor, names, cells);
        return new RowPlan(type, compiler.asPlan(row), cells);
    }

    /**
     * {@code (source, ConversionService) -> row}, which calls the constructor.
     *
     * @param names of its parameters, each of which needs a column
     * @param cells takes the cells that it reads
     */
    static MethodHandle row(
            RowPlanCompiler compiler, Constructor<?> constructor, List<String> names, List<Cell> cells) {
        for (int i = 0; i < names.size(); i++) {
            MethodParameter parameter = new MethodParameter(constructor, i);
            cells.add(cell(compiler, names.get(i), new TypeDescriptor(parameter)));
        }
        MethodHandle row = MethodHandles.dropArguments(
                ConstructorHandles.handle(constructor), 0, compiler.sourceType(), ConversionService.class);
        for (Cell cell : cells) {
            row = withFirstArgument(row, cell.handle());
        }
        return row;
    }

    /** Lets a cell give the first of the arguments of a {@code (source, ConversionService, arguments...)}. */
    private static MethodHandle withFirstArgument(MethodHandle row, MethodHandle cell) {
        MethodHandle collected = MethodHandles.collectArguments(row, 2, cell);
        int[] order = new int[collected.type().parameterCount()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i < 2 ? i : i - 2;
        }
        return MethodHandles.permuteArguments(collected, collected.type().dropParameterTypes(2, 4), order);
    }

    private static Cell cell(RowPlanCompiler compiler, String component, TypeDescriptor type) {
        Cell cell = compiler.cell(component, type);
        if (cell == null) {
            throw compiler.problem("has no column for '" + component + "' of "
                    + compiler.rowType().getTypeName() + "; its columns are " + compiler.shape());
        }
        return cell;
    }

    private static Class<?>[] componentTypes(RecordComponent[] components) {
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        return types;
    }
}
