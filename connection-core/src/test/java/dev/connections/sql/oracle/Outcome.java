package dev.connections.sql.oracle;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * What came of reading a value.
 *
 * @param refusal the message of the exception; {@code null} if there is a value
 */
record Outcome(@Nullable Object value, @Nullable String refusal) {

    static final Outcome REFUSED = new Outcome(null, "");

    static Outcome of(@Nullable Object value) {
        return new Outcome(value, null);
    }

    /** Any other exception than those of a value that does not fit is a failure of the test. */
    static Outcome of(Callable<@Nullable Object> read) throws Exception {
        try {
            return of(read.call());
        } catch (DataRetrievalFailureException | InvalidDataAccessApiUsageException ex) {
            return new Outcome(null, String.valueOf(ex.getMessage()));
        }
    }

    boolean isRefused() {
        return refusal != null;
    }

    /** Whether both were refused, or both gave the same value. */
    boolean agreesWith(Outcome other) {
        return isRefused() == other.isRefused() && same(value, other.value);
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof BigDecimal one && b instanceof BigDecimal two) {
            return one.compareTo(two) == 0;
        }
        if (a instanceof byte[] one && b instanceof byte[] two) {
            return Arrays.equals(one, two);
        }
        return Objects.equals(a, b);
    }

    /** As in {@code differences.csv}. */
    @Override
    public String toString() {
        if (refusal != null) {
            return "refused";
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }
}
