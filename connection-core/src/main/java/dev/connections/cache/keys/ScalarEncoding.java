package dev.connections.cache.keys;

import dev.connections.cache.values.Immutability;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Currency;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Encodes scalar values canonically, with their class. Only for classes whose values are equal exactly if their
 * bytes are: not for {@link java.net.URI}, which ignores the case of some parts.
 */
final class ScalarEncoding {

    /** Their text tells them apart and is the same on every node. */
    private static final Set<Class<?>> BY_TEXT = Set.of(
            Boolean.class,
            Character.class,
            Currency.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class);

    private ScalarEncoding() {}

    /** Returns whether the value has an encoding. */
    static boolean write(Object value, FramedByteWriter target) {
        Class<?> type = value.getClass();
        if (value instanceof Enum<?> constant) {
            // a constant with a body has a class of its own
            target.text(constant.getDeclaringClass().getName());
            target.text(constant.name());
            return true;
        }
        target.text(type.getName());
        if (value instanceof String text) {
            target.text(text);
        } else if (value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long) {
            target.number(((Number) value).longValue());
        } else if (value instanceof Double number) {
            // one NaN, two zeros: as equals() has it
            target.number(Double.doubleToLongBits(number));
        } else if (value instanceof Float number) {
            target.number(Float.floatToIntBits(number));
        } else if (type == BigInteger.class) {
            target.bytes(((BigInteger) value).toByteArray());
        } else if (type == BigDecimal.class) {
            target.number(((BigDecimal) value).scale());
            target.bytes(((BigDecimal) value).unscaledValue().toByteArray());
        } else if (value instanceof UUID uuid) {
            target.number(uuid.getMostSignificantBits());
            target.number(uuid.getLeastSignificantBits());
        } else if (value instanceof Class<?> named) {
            target.text(named.getName());
        } else if (BY_TEXT.contains(type) || isTime(type)) {
            target.text(value.toString());
        } else {
            return writeNamed(value, target);
        }
        return true;
    }

    /** As for those of {@link #BY_TEXT}, the rules of zones left out. */
    private static boolean isTime(Class<?> type) {
        return type.getPackageName().equals("java.time")
                && (TemporalAccessor.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type));
    }

    private static boolean writeNamed(Object value, FramedByteWriter target) {
        if (value instanceof ZoneId zone) {
            target.text(zone.getId());
        } else if (value instanceof Charset charset && Immutability.isValue(charset.getClass())) {
            target.text(charset.name());
        } else if (value instanceof InetAddress address) {
            // the name that it was found by is no part of it
            target.bytes(address.getAddress());
        } else if (value instanceof Locale locale) {
            writeLocale(locale, target);
        } else {
            return false;
        }
        return true;
    }

    private static void writeLocale(Locale locale, FramedByteWriter target) {
        target.text(locale.getLanguage());
        target.text(locale.getScript());
        target.text(locale.getCountry());
        target.text(locale.getVariant());
        target.number(locale.getExtensionKeys().size());
        for (char key : locale.getExtensionKeys()) {
            target.number(key);
            target.text(locale.getExtension(key));
        }
    }
}
