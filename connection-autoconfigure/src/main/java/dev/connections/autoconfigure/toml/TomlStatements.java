package dev.connections.autoconfigure.toml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * Where the statements of a TOML document begin, as the parser does not keep the locations of values. A statement is
 * the shortest run of lines that the parser accepts below the header of its table.
 */
final class TomlStatements {

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    /** By the name of a property without indexes, in the order of the document, which is the order of all arrays. */
    private final Map<String, Queue<Location>> locations = new HashMap<>();

    private final List<Location> starts = new ArrayList<>();

    /** Whether the last of them is a statement that the parser does not accept. */
    private boolean unfinished;

    private TomlStatements() {}

    static TomlStatements of(String text) {
        TomlStatements statements = new TomlStatements();
        List<String> lines = text.lines().toList();
        String header = "";
        String statement = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String stripped = line.stripLeading();
            if (statement.isEmpty()) {
                if (stripped.isEmpty() || stripped.startsWith("#")) {
                    continue;
                }
                statements.starts.add(new Location(i, line.length() - stripped.length()));
            }
            statement += line + "\n";
            if (statements.accept(header + statement)) {
                header = statement.stripLeading().startsWith("[") ? statement : header;
                statement = "";
            }
        }
        statements.unfinished = !statement.isEmpty();
        return statements;
    }

    private boolean accept(String statement) {
        try {
            for (String name : TomlFile.parse(statement).keySet()) {
                locations
                        .computeIfAbsent(withoutIndexes(name), any -> new ArrayDeque<>())
                        .add(last());
            }
            return true;
        } catch (JacksonException ex) {
            return false;
        }
    }

    private static String withoutIndexes(String name) {
        return INDEX.matcher(name).replaceAll("");
    }

    private Location last() {
        return starts.get(starts.size() - 1);
    }

    /** Returns the location of a property. To be called once for each property, in the order of the document. */
    @Nullable
    Location next(String name) {
        Queue<Location> found = locations.get(withoutIndexes(name));
        return (found != null) ? found.poll() : null;
    }

    /** Returns the line and the kind of an error. The parser quotes the text of numbers only, which may be secrets. */
    String describe(JacksonException error) {
        Location start = start(error.getLocation());
        return "line " + (start.getLine() + 1) + ", column " + (start.getColumn() + 1) + ": "
                + ((error.getCause() != null) ? "Invalid number" : error.getOriginalMessage());
    }

    /** The parser has read on to the next statement when it finds that a key is a duplicate. */
    private Location start(@Nullable TokenStreamLocation found) {
        Location start = new Location(0, 0);
        for (Location next : starts) {
            if (unfinished || found == null || isBefore(next, found)) {
                start = next;
            }
        }
        return start;
    }

    private static boolean isBefore(Location start, TokenStreamLocation found) {
        int line = start.getLine() + 1;
        return line < found.getLineNr() || line == found.getLineNr() && start.getColumn() + 1 < found.getColumnNr();
    }
}
