package dev.connections.autoconfigure.toml;

import dev.connections.Internal;
import java.io.Serial;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** A TOML file that cannot be read: what is wrong, and what to do. Never holds a value of the file. */
@Internal
public final class TomlFileException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String description;

    private final String action;

    private TomlFileException(String description, String action) {
        super(description + " " + action);
        this.description = description;
        this.action = action;
    }

    static TomlFileException invalid(Resource resource, String error) {
        return new TomlFileException(
                "The file " + name(resource) + " is not valid TOML: " + error + ".",
                "Correct the file. In TOML every text value is in quotes, as in url = \"jdbc:h2:mem:pets\".");
    }

    static TomlFileException parserMissing(Resource resource) {
        return new TomlFileException(
                "The file " + name(resource) + " cannot be read: no TOML parser is on the class path.",
                "Add the dependency tools.jackson.dataformat:jackson-dataformat-toml, which connection-starter "
                        + "brings.");
    }

    /** The name that Boot shows in origins, which unwraps what it wraps resources in. */
    private static String name(Resource resource) {
        return new TextResourceOrigin(resource, null).toString();
    }

    String description() {
        return description;
    }

    String action() {
        return action;
    }
}
