package dev.connections.samples.ownstarter.chat;

import dev.connections.autoconfigure.SettingsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.FileSystemResource;

/** Reads {@code .chatrc} of the working directory, or the file that {@code CHATRC} names as a system property. */
public final class ChatSettingsFile implements SettingsFiles {

    @Override
    public Map<String, OriginTrackedValue> read(Said said, Remarks remarks) {
        Path file = Path.of(System.getProperty("CHATRC", ".chatrc"));
        Map<String, OriginTrackedValue> settings = new LinkedHashMap<>();
        if (Files.isReadable(file)) {
            Properties lines = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                lines.load(reader);
            } catch (IOException ex) {
                remarks.problem("url", "cannot be read from " + file + ". Make the file readable.");
            }
            Origin origin = new TextResourceOrigin(new FileSystemResource(file), null);
            lines.stringPropertyNames()
                    .forEach(key -> settings.put(key, OriginTrackedValue.of(lines.getProperty(key), origin)));
        }
        return settings;
    }
}
