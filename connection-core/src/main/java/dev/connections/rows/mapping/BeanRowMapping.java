package dev.connections.rows.mapping;

import dev.connections.rows.mapping.RowPlan.Cell;
import java.beans.PropertyDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Maps rows to JavaBeans: the constructor without parameters, then a setter for each property that has a column.
 * Properties without a column keep their initial value. A class without such a constructor is created by its only
 * constructor, or the primary one of Kotlin, each parameter of which needs a column; setters of other properties
 * follow.
 */
final class BeanRowMapping {

    private BeanRowMapping() {}

    static RowPlan compile(RowPlanCompiler compiler) {
        Class<?> type = compiler.rowType();
        Constructor<?> constructor = ConstructorHandles.ofBean(type);
        List<String> parameters = ConstructorHandles.parameterNames(constructor);
        List<Cell> cells = new ArrayList<>();
        MethodHandle row = ConstructorRowMapping.row(compiler, constructor, parameters, cells);
        List<MethodHandle> setters = new ArrayList<>();
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
            Method setter = property.getWriteMethod();
            boolean unset = setter != null && !parameters.contains(property.getName());
            Cell cell = !unset ? null : compiler.cell(property.getName(), type(setter, type));
            if (cell != null) {
                cells.add(cell);
                setters.add(setter(ConstructorHandles.handle(setter), type, cell));
            }
        }
        if (cells.isEmpty()) {
            throw compiler.problem("has no column for any property of " + type.getTypeName() + " that has a setter: "
                    + properties(type) + "; its columns are " + compiler.shape());
        }
        row = row.asType(MethodType.methodType(type, compiler.sourceType(), ConversionService.class));
        return new RowPlan(type, compiler.asPlan(MethodHandles.foldArguments(filled(compiler, setters), row)), cells);
    }

    /** {@code (bean, source, ConversionService) -> bean}, which calls the setters in order. */
    private static MethodHandle filled(RowPlanCompiler compiler, List<MethodHandle> setters) {
        MethodHandle filled = MethodHandles.dropArguments(
                MethodHandles.identity(compiler.rowType()), 1, compiler.sourceType(), ConversionService.class);
        for (int i = setters.size() - 1; i >= 0; i--) {
            filled = MethodHandles.foldArguments(filled, setters.get(i));
        }
        return filled;
    }

    /** {@code (bean, source, ConversionService) -> void}; fluent setters may return something. */
    private static MethodHandle setter(MethodHandle setter, Class<?> type, Cell cell) {
        MethodHandle exact = setter.asType(
                MethodType.methodType(void.class, type, cell.handle().type().returnType()));
        return MethodHandles.collectArguments(exact, 1, cell.handle());
    }

    /** Returns a setter that a generic superclass declares takes what the bean's class made of its type variable. */
    private static TypeDescriptor type(Method setter, Class<?> beanType) {
        return new TypeDescriptor(new MethodParameter(setter, 0).withContainingClass(beanType));
    }

    private static List<String> properties(Class<?> type) {
        return Arrays.stream(BeanUtils.getPropertyDescriptors(type))
                .filter(property -> property.getWriteMethod() != null)
                .map(PropertyDescriptor::getName)
                .toList();
    }
}
