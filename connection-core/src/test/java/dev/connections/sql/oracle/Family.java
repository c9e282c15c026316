package dev.connections.sql.oracle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Column types whose values mean the same kind of thing. It knows what a value is, and what each Java type makes of it. */
interface Family {

    /**
     * The value itself, read without Connections: from the driver where it is right, or from the server's text.
     *
     * @param rs at a row whose column {@code v} is the value and whose column {@code t} is its text
     * @return {@code null} for NULL only
     */
    @Nullable
    Object truth(ResultSet rs) throws SQLException;

    /** The Java types to read the values as. */
    List<Target> targets();

    /** What reading a value, never NULL, should give. */
    Outcome expected(Object truth, Target target);

    /** Whether no value of the family can be read as a type, so that NULL may be refused, too. */
    default boolean refuses(Target target) {
        return false;
    }

    /** Whether writing what was read into the same column again must give the same value. */
    default boolean canBeWritten(Object truth, Object read) {
        return true;
    }
}
