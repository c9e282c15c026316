package dev.connections.sql.oracle;

import static dev.connections.sql.oracle.Subject.SQLITE;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The column types that are compared. */
final class ColumnTypes {

    private static final Set<Subject> ALL = EnumSet.allOf(Subject.class);
    private static final Set<Subject> TYPED = EnumSet.complementOf(EnumSet.of(SQLITE));

    private ColumnTypes() {}

    static List<ColumnType> all() {
        return Stream.of(integers()).flatMap(List::stream).toList();
    }

    private static List<ColumnType> integers() {
        return List.of(
                ColumnType.of(TYPED, "smallint", Numbers.EXACT, "0", "1", "-1", "127", "128", "-32768", "32767")
                        .generating(random -> String.valueOf((short) random.nextInt())),
                ColumnType.of(TYPED, "integer", Numbers.EXACT, "0", "1", "16777217", "-2147483648", "2147483647")
                        .generating(random -> String.valueOf(random.nextInt())),
                ColumnType.of(
                                TYPED,
                                "bigint",
                                Numbers.EXACT,
                                "0",
                                "1",
                                "-1",
                                "2147483648",
                                "9007199254740992",
                                "9007199254740993",
                                "-9223372036854775808",
                                "9223372036854775807")
                        .generating(random -> String.valueOf(random.nextLong())),
                ColumnType.of(Set.of(SQLITE), "integer", Numbers.EXACT, "0", "1", "300", "9223372036854775807")
                        .generating(random -> String.valueOf(random.nextLong())));
    }
}
