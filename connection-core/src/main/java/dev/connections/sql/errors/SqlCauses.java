package dev.connections.sql.errors;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The exceptions of a driver behind a failure. */
final class SqlCauses {

    private SqlCauses() {}

    /** Returns the {@link SQLException}s among a failure and its causes, the outermost first. */
    static Stream<SQLException> of(@Nullable Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast);
    }
}
