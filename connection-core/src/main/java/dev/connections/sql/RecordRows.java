package dev.connections.sql;

import dev.connections.sql.RowPlan.Cell;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Rows as records: one handle that reads the columns and calls the canonical constructor, so that nothing is boxed or
 * put into an array on the way.
 */
final class RecordRows {

    private RecordRows() {}

    static RowPlan compile(RowPlanCompiler compiler) {
        Class<?> type = compiler.rowType();
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = Constructors.of(type, componentTypes(components));
        List<Cell> cells = new ArrayList<>(components.length);
        for (int i = 0; i < components.length; i++) {
            cells.add(cell(compiler, components[i], new TypeDescriptor(new MethodParameter(constructor, i))));
        }
        MethodHandle row = MethodHandles.dropArguments(
                Constructors.handle(constructor), 0, compiler.sourceType(), ConversionService.class);
        for (Cell cell : cells) {
            row = withFirstArgument(row, cell.handle());
        }
        return new RowPlan(type, compiler.asPlan(row), cells);
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

    private static Cell cell(RowPlanCompiler compiler, RecordComponent component, TypeDescriptor type) {
        Cell cell = compiler.cell(component.getName(), type);
        if (cell == null) {
            throw compiler.problem("has no column for '" + component.getName() + "' of "
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
