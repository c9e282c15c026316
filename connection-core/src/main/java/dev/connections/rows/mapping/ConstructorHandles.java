package dev.connections.rows.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.List;
import org.springframework.beans.BeanUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Constructors and methods of row types, private and nested ones included, as method handles. */
final class ConstructorHandles {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private ConstructorHandles() {}

    /** @throws InvalidDataAccessApiUsageException if there is none with these parameters */
    static Constructor<?> of(Class<?> rowType, Class<?>... parameterTypes) {
        try {
            return rowType.getDeclaredConstructor(parameterTypes);
        } catch (NoSuchMethodException ex) {
            throw new InvalidDataAccessApiUsageException(
                    "A row cannot be made into " + rowType.getTypeName()
                            + ", which has no constructor without parameters: use a record, a JavaBean, a Map, "
                            + "a Row or the type of a single column",
                    ex);
        }
    }

    /**
     * Returns the constructor of a class that is no record: Kotlin's primary one, else the one without parameters,
     * else the only one.
     * A data class whose parameters all have defaults has a constructor without parameters beside its primary one.
     *
     * @throws InvalidDataAccessApiUsageException if there is none of these
     */
    static Constructor<?> ofBean(Class<?> rowType) {
        Constructor<?> primary =
                KotlinDetector.isKotlinType(rowType) ? BeanUtils.findPrimaryConstructor(rowType) : null;
        if (primary != null) {
            return primary;
        }
        try {
            return rowType.getDeclaredConstructor();
        } catch (NoSuchMethodException withoutParameters) {
            try {
                return BeanUtils.getResolvableConstructor(rowType);
            } catch (IllegalStateException ex) {
                throw new InvalidDataAccessApiUsageException(
                        "A row cannot be made into " + rowType.getTypeName()
                                + ", which has several constructors, none of them without parameters: use a "
                                + "record, a class with one constructor, a JavaBean, a Map, a Row or the type "
                                + "of a single column",
                        ex);
            }
        }
    }

    /** @throws InvalidDataAccessApiUsageException if the class was compiled without them */
    static List<String> parameterNames(Constructor<?> constructor) {
        try {
            return List.of(BeanUtils.getParameterNames(constructor));
        } catch (IllegalStateException ex) {
            throw new InvalidDataAccessApiUsageException(
                    "A row cannot be made into "
                            + constructor.getDeclaringClass().getTypeName()
                            + ", as the names of its constructor's parameters are not known: compile it with "
                            + "-parameters, or use a record",
                    ex);
        }
    }

    static MethodHandle handle(Constructor<?> constructor) {
        open(constructor, constructor.getDeclaringClass());
        try {
            return LOOKUP.unreflectConstructor(constructor);
        } catch (IllegalAccessException ex) {
            throw inaccessible(constructor.getDeclaringClass(), ex);
        }
    }

    static MethodHandle handle(Method method) {
        open(method, method.getDeclaringClass());
        try {
            return LOOKUP.unreflect(method);
        } catch (IllegalAccessException ex) {
            throw inaccessible(method.getDeclaringClass(), ex);
        }
    }

    private static void open(AccessibleObject member, Class<?> type) {
        try {
            member.setAccessible(true);
        } catch (InaccessibleObjectException ex) {
            throw inaccessible(type, ex);
        }
    }

    private static InvalidDataAccessApiUsageException inaccessible(Class<?> type, Exception cause) {
        return new InvalidDataAccessApiUsageException(
                type.getTypeName() + " is closed to this library: open its package in its module-info", cause);
    }
}
