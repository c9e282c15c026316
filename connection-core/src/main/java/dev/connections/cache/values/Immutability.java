package dev.connections.cache.values;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which classes have objects that can be shared by all: those that cannot change. A class is taken at its fields: all
 * final, and of such types themselves. A field whose type is an interface or {@link Object} is taken at its author's
 * word, as are a class with an annotation called {@code Immutable} and one that is {@link Sized}. A proxy is taken at
 * its interfaces and what their methods return.
 */
public final class Immutability {

    private static final Set<Class<?>> VALUES = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            String.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class,
            Class.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class);

    private static final ClassValue<Boolean> IMMUTABLE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isImmutable(type, new HashSet<>(), true);
        }
    };

    private static final ClassValue<Boolean> BY_ITSELF = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isImmutable(type, new HashSet<>(), false);
        }
    };

    private Immutability() {}

    /** Whether objects of a class never change. */
    public static boolean isImmutable(Class<?> type) {
        return IMMUTABLE.get(type);
    }

    /**
     * Whether objects of a class never change whatever they hold: no field is declared as something of which some
     * objects can be changed, such as a {@code List}.
     */
    public static boolean isImmutableByItself(Class<?> type) {
        return BY_ITSELF.get(type);
    }

    /**
     * Whether what the fields of an object hold decides about it, as with a lambda: its class is neither marked nor a
     * proxy.
     */
    static boolean isFinalFields(Class<?> type) {
        return !isMarked(type) && !Proxy.isProxyClass(type);
    }

    /** Whether objects of a class never change, and are equal only to those of the same value. */
    public static boolean isValue(Class<?> type) {
        return isKnownValue(type) || (isImmutable(type) && !type.isInterface() && definesEquality(type));
    }

    private static boolean isKnownValue(Class<?> type) {
        return VALUES.contains(type)
                || type.isEnum()
                || Enum.class.isAssignableFrom(type)
                || (type.getName().startsWith("java.time.")
                        && (TemporalAccessor.class.isAssignableFrom(type)
                                || TemporalAmount.class.isAssignableFrom(type)
                                || ZoneId.class.isAssignableFrom(type)))
                || Charset.class.isAssignableFrom(type) && type.getName().startsWith("sun.nio.")
                || InetAddress.class.isAssignableFrom(type);
    }

    private static boolean definesEquality(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class
                    && type.getMethod("hashCode").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException ex) {
            return false;
        }
    }

    /**
     * @param visiting the classes that are being looked at; one that leads back to itself is as good as its other
     * fields
     */
    private static boolean isImmutable(Class<?> type, Set<Class<?>> visiting, boolean trusting) {
        if (type.isPrimitive() || isKnownValue(type) || isMarked(type) || type == Pattern.class || type == URL.class) {
            return true;
        }
        if (Sized.class.isAssignableFrom(type)
                || (Path.class.isAssignableFrom(type) && isOfJdk(type) && type != Path.class)) {
            return true;
        }
        if (type.isInterface()) {
            return trusting && !isOfJdk(type) && hasNoSetter(type);
        }
        if (Proxy.isProxyClass(type)) {
            return Arrays.stream(type.getInterfaces())
                    .allMatch(each -> hasNoSetter(each) && returnsImmutables(each, new HashSet<>()));
        }
        return !type.isArray()
                && type != Object.class
                && !isOfJdk(type)
                && (!visiting.add(type) || hasFinalFields(type, visiting, trusting));
    }

    private static boolean isMarked(Class<?> type) {
        return Arrays.stream(type.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Immutable"));
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getClassLoader() == null;
    }

    private static boolean hasNoSetter(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .noneMatch(method -> method.getName().startsWith("set") && method.getParameterCount() == 1);
    }

    /**
     * Whether no method of an interface returns what can be changed, such as a {@code List}. {@link Object} is trusted.
     */
    private static boolean returnsImmutables(Class<?> type, Set<Class<?>> visiting) {
        for (Method method : type.getMethods()) {
            Class<?> returned = method.getReturnType();
            if (returned != void.class
                    && returned != Object.class
                    && returned != Optional.class
                    && visiting.add(returned)
                    && !(isImmutable(returned) && (!returned.isInterface() || returnsImmutables(returned, visiting)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasFinalFields(Class<?> type, Set<Class<?>> visiting, boolean trusting) {
        for (Class<?> each = type;
                each != null && each != Object.class && each != Record.class;
                each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !(Modifier.isFinal(field.getModifiers())
                                && isTrusted(field.getType(), visiting, trusting))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isTrusted(Class<?> fieldType, Set<Class<?>> visiting, boolean trusting) {
        return (trusting && (fieldType == Object.class || fieldType == Optional.class || fieldType.isInterface()))
                || isImmutable(fieldType, visiting, trusting);
    }
}
