package dev.connections.sql.parameters;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Binds large numbers as parameters of DuckDB, whose driver binds NULL for decimals of more than 38 digits. */
final class DuckDbNumbers {

    private static final int MOST_DIGITS = 38;

    /** Of a {@code hugeint}, without its sign. */
    private static final int HUGEINT_BITS = 127;

    private DuckDbNumbers() {}

    static void set(PreparedStatement statement, int index, BigDecimal value) throws SQLException {
        if (fits(value)) {
            statement.setBigDecimal(index, value);
            return;
        }
        BigDecimal shorter = value.stripTrailingZeros();
        if (fits(shorter)) {
            statement.setBigDecimal(index, shorter);
        } else if (shorter.scale() <= 0 && (long) shorter.precision() - shorter.scale() <= 2 * MOST_DIGITS) {
            set(statement, index, shorter.toBigIntegerExact());
        } else {
            throw new InvalidDataAccessApiUsageException("the parameter " + index + " is " + value
                    + ", and DuckDB's decimals have at most " + MOST_DIGITS
                    + " digits: round it, or give a double or a text");
        }
    }

    /**
     * Returns the type of an array: the driver has three digits after the point for a DECIMAL without digits.
     *
     * @throws InvalidDataAccessApiUsageException if no type has enough digits for all elements
     */
    static String type(@Nullable BigDecimal[] elements, int index) {
        int scale = 0;
        int integer = 1;
        for (BigDecimal element : elements) {
            if (element != null) {
                scale = Math.max(scale, element.scale());
                integer = Math.max(integer, element.precision() - element.scale());
            }
        }
        if ((long) scale + integer > MOST_DIGITS) {
            throw new InvalidDataAccessApiUsageException("the parameter " + index + " is an array whose elements need "
                    + ((long) scale + integer) + " digits, and DuckDB's decimals have at most " + MOST_DIGITS
                    + ": give an array of texts and cast it");
        }
        return "DECIMAL(" + MOST_DIGITS + "," + scale + ")";
    }

    /** Without an exponent, which the driver refuses. */
    static BigDecimal plain(BigDecimal value) {
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private static boolean fits(BigDecimal value) {
        return value.scale() >= 0 && value.scale() <= MOST_DIGITS && value.precision() <= MOST_DIGITS;
    }

    /** A text where the driver knows no type that is large enough, though DuckDB itself may, as {@code uhugeint}. */
    static void set(PreparedStatement statement, int index, BigInteger value) throws SQLException {
        if (value.bitLength() <= HUGEINT_BITS) {
            statement.setObject(index, value);
        } else {
            statement.setString(index, value.toString());
        }
    }
}
