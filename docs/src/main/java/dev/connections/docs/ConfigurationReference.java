package dev.connections.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the tables of the configuration reference, in AsciiDoc, out of the configuration metadata on the class path:
 * one for what every connection has, and one for each type.
 */
public final class ConfigurationReference {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    private ConfigurationReference() {}

    /** @param args the file to write */
    public static void main(String... args) throws IOException {
        Path file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, asciidoc(onClassPath()));
    }

    /** The tables out of the texts of metadata files; those of other projects add nothing. */
    static String asciidoc(List<String> metadata) {
        TreeMap<String, ReferenceSection> sections = new TreeMap<>();
        List<Map<?, ?>> properties = new ArrayList<>();
        for (String json : metadata) {
            MetadataFile file = MetadataFile.parse(json);
            file.prefixes().forEach(prefix -> sections.put(prefix, new ReferenceSection(prefix)));
            properties.addAll(file.properties());
        }
        for (Map<?, ?> property : properties) {
            String name = String.valueOf(property.get("name"));
            sections.descendingMap().values().stream()
                    .filter(section -> section.holds(name))
                    .findFirst()
                    .ifPresent(section -> section.add(name, property));
        }
        if (sections.isEmpty() || sections.values().stream().anyMatch(ReferenceSection::isEmpty)) {
            throw new IllegalStateException("No properties in " + METADATA + " below " + ReferenceSection.COMMON
                    + " or a type's prefix: has the configuration processor run? Sections: " + sections.keySet());
        }
        StringBuilder result = new StringBuilder();
        sections.values().forEach(section -> section.writeTo(result));
        return result.toString();
    }

    private static List<String> onClassPath() throws IOException {
        List<String> metadata = new ArrayList<>();
        for (URL url :
                Collections.list(ConfigurationReference.class.getClassLoader().getResources(METADATA))) {
            try (InputStream in = url.openStream()) {
                metadata.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return metadata;
    }
}
