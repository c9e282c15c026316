package dev.connections.sql.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * A column type of some databases.
 *
 * @param sqlType as in {@code create table}
 * @param literals SQL literals of values at the edges; NULL is added
 * @param generator makes SQL literals of further values
 */
record ColumnType(
        Set<Subject> subjects,
        String sqlType,
        Family family,
        List<String> literals,
        Function<Random, String> generator) {

    private static final int GENERATED = 5;

    /** Without generated values. */
    static ColumnType of(Set<Subject> subjects, String sqlType, Family family, String... literals) {
        return new ColumnType(subjects, sqlType, family, List.of(literals), random -> "null");
    }

    ColumnType generating(Function<Random, String> newGenerator) {
        return new ColumnType(subjects, sqlType, family, literals, newGenerator);
    }

    /** All values, as SQL literals. */
    List<String> values(Random random) {
        List<String> values = new ArrayList<>(literals);
        values.add("null");
        for (int i = 0; i < GENERATED; i++) {
            values.add(generator.apply(random));
        }
        return values.stream().distinct().toList();
    }
}
