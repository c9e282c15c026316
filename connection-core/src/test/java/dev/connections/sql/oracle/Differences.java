package dev.connections.sql.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The deliberate differences of {@code differences.csv}, which the documentation includes. {@code *} stands for anything,
 * and {@code |} separates alternatives.
 */
final class Differences {

    private final List<Difference> all;
    private final Set<Difference> used = new HashSet<>();

    private Differences(List<Difference> all) {
        this.all = all;
    }

    static Differences load() {
        try (InputStream in = Differences.class.getResourceAsStream("differences.csv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Differences(text.lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(Difference::parse)
                    .toList());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** What reading is expected to give instead, if a line says so. */
    Optional<String> find(Subject subject, ColumnType column, Target target, Object truth) {
        Optional<Difference> found = all.stream()
                .filter(each -> matches(each.database, subject.name())
                        && matches(each.column, column.sqlType())
                        && matches(each.java, target.name())
                        && matches(each.value, Outcome.of(truth).toString()))
                .findFirst();
        found.ifPresent(used::add);
        return found.map(Difference::result);
    }

    /** Lines that no value needed. */
    Collection<Difference> unused() {
        return all.stream().filter(each -> !used.contains(each)).toList();
    }

    private static boolean matches(String pattern, String value) {
        return pattern.equals("*") || Arrays.stream(pattern.split("\\|")).anyMatch(value::equalsIgnoreCase);
    }

    record Difference(String database, String column, String java, String value, String result, String why) {

        static Difference parse(String line) {
            String[] cells = line.split(",", 6);
            return new Difference(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
        }
    }
}
