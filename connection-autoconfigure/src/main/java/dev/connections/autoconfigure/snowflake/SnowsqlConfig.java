package dev.connections.autoconfigure.snowflake;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.io.FileSystemResource;

/**
 * The profiles of SnowSQL: {@code [connections.name]} of its {@code config}, which fall back to {@code [connections]}.
 * Other sections are passed over.
 */
final class SnowsqlConfig {

    private static final String CONNECTIONS = "connections";

    private static final Pattern SECTION = Pattern.compile("\\[\\s*([^\\[\\]]+?)\\s*](?:\\s*#.*)?");

    private static final Pattern SETTING = Pattern.compile("([\\w.-]+)\\s*=\\s*(.*)");

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"(?:\\s*#.*)?|'([^']*)'(?:\\s*#.*)?");

    private final Path path;

    private final Map<String, ProfileSection> profiles = new LinkedHashMap<>();

    private @Nullable ProfileSection common;

    /** The section that the lines are of; {@code null} if that is none of a connection. */
    private @Nullable ProfileSection present;

    private SnowsqlConfig(Path path) {
        this.path = path;
    }

    /**
     * What is in a file; {@code null} if there is none.
     *
     * @throws UnusableFileException if it cannot be read
     */
    static @Nullable ProfileFile in(Path path) throws UnusableFileException {
        if (!Files.exists(path)) {
            return null;
        }
        SnowsqlConfig config = new SnowsqlConfig(path);
        try {
            List<String> lines = Files.readAllLines(path);
            for (int i = 0; i < lines.size(); i++) {
                config.read(lines.get(i), i);
            }
        } catch (CharacterCodingException ex) {
            throw new UnusableFileException("The file " + path + " is not encoded in UTF-8.");
        } catch (IOException ex) {
            throw new UnusableFileException(ProfileFile.reason(path, ex));
        }
        return new ProfileFile(path, config.profiles, config.common);
    }

    private void read(String line, int number) throws UnusableFileException {
        String text = ((number == 0 && line.startsWith("\uFEFF")) ? line.substring(1) : line).strip();
        Matcher section = SECTION.matcher(text);
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        if (section.matches()) {
            present = section(section.group(1));
            return;
        }
        if (present == null) {
            return;
        }
        Matcher setting = SETTING.matcher(text);
        if (!setting.matches()) {
            throw broken(number, "a setting, which is a key, '=' and a value, a section in brackets, or a comment");
        }
        present.put(
                setting.group(1),
                OriginTrackedValue.of(
                        value(setting.group(2), number),
                        new TextResourceOrigin(new FileSystemResource(path), new Location(number, 0))));
    }

    private @Nullable ProfileSection section(String title) {
        if (title.equals(CONNECTIONS)) {
            common = (common != null) ? common : new ProfileSection(path, title);
            return common;
        }
        return title.startsWith(CONNECTIONS + ".")
                ? profiles.computeIfAbsent(
                        title.substring(CONNECTIONS.length() + 1), name -> new ProfileSection(path, title))
                : null;
    }

    /** What is in quotes is literal; otherwise a comment begins with a {@code #} behind white space. */
    private String value(String text, int number) throws UnusableFileException {
        if (text.startsWith("\"") || text.startsWith("'")) {
            Matcher quoted = QUOTED.matcher(text);
            if (!quoted.matches()) {
                throw broken(number, "the end of a text in quotes");
            }
            return (quoted.group(1) != null) ? quoted.group(1) : quoted.group(2);
        }
        return text.replaceFirst("(^|\\s+)#.*", "");
    }

    private UnusableFileException broken(int number, String expected) {
        return new UnusableFileException(
                "The file " + path + " cannot be read: line " + (number + 1) + ": expected " + expected + ".");
    }
}
