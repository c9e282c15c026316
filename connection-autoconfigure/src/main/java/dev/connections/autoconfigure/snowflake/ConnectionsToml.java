package dev.connections.autoconfigure.snowflake;

import dev.connections.autoconfigure.toml.TomlFileException;
import dev.connections.autoconfigure.toml.TomlPropertySourceLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * The profiles of Snowflake's drivers and of its command line: the tables of {@code connections.toml}, or, where that
 * file is not there, those below {@code connections} in {@code config.toml}.
 */
final class ConnectionsToml {

    static final String CONNECTIONS = "connections.toml";

    static final String CONFIG = "config.toml";

    /** A key that is not of plain letters is in brackets. */
    private static final Pattern SEGMENT = Pattern.compile("\\[([^]]*)]|[^.\\[]+");

    private ConnectionsToml() {}

    /**
     * What is in a directory; {@code null} if nothing does.
     *
     * @throws UnusableFileException if the file cannot be read
     */
    static @Nullable ProfileFile in(Path directory) throws UnusableFileException {
        Path connections = directory.resolve(CONNECTIONS);
        if (Files.exists(connections)) {
            return read(connections, 0);
        }
        Path config = directory.resolve(CONFIG);
        return Files.exists(config) ? read(config, 1) : null;
    }

    /** @param above how many keys stand above the name of a profile */
    private static ProfileFile read(Path path, int above) throws UnusableFileException {
        Map<String, ProfileSection> profiles = new LinkedHashMap<>();
        properties(path).forEach((name, value) -> {
            List<String> keys = SEGMENT.matcher(name)
                    .results()
                    .map(ConnectionsToml::segment)
                    .toList();
            boolean below = above == 0 || keys.get(0).equals("connections");
            if (below && keys.size() > above + 1) {
                String profile = keys.get(above);
                profiles.computeIfAbsent(profile, title -> new ProfileSection(path, title))
                        .put(String.join(".", keys.subList(above + 1, keys.size())), value);
            } else if (below
                    && keys.size() == above + 1
                    && ProfileSection.text(value).isEmpty()) {
                profiles.putIfAbsent(keys.get(above), new ProfileSection(path, keys.get(above)));
            }
        });
        return new ProfileFile(path, profiles, null);
    }

    private static String segment(MatchResult match) {
        return (match.group(1) != null) ? match.group(1) : match.group();
    }

    private static Map<String, OriginTrackedValue> properties(Path path) throws UnusableFileException {
        Map<String, OriginTrackedValue> properties = new LinkedHashMap<>();
        try {
            for (PropertySource<?> source :
                    new TomlPropertySourceLoader().load(path.toString(), new FileSystemResource(path))) {
                if (source.getSource() instanceof Map<?, ?> values) {
                    values.forEach((name, value) -> properties.put(String.valueOf(name), (OriginTrackedValue) value));
                }
            }
            return properties;
        } catch (TomlFileException ex) {
            throw new UnusableFileException(String.valueOf(ex.getMessage()));
        } catch (IOException ex) {
            throw new UnusableFileException(ProfileFile.reason(path, ex));
        }
    }
}
