package dev.connections.docs;

import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a {@code spring-configuration-metadata.json} says of connections.
 *
 * @param prefixes where the settings of every connection and of each type stand
 * @param properties the properties below {@code connections}
 */
record MetadataFile(List<String> prefixes, List<Map<?, ?>> properties) {

    static MetadataFile parse(String json) {
        Map<String, Object> root = JsonMapper.shared().readValue(json, new TypeReference<>() {});
        // Groups of nested settings name the getter that they come from; those of whole classes do not.
        List<String> prefixes = elements(root, "groups").stream()
                .filter(group -> !group.containsKey("sourceMethod"))
                .map(group -> String.valueOf(group.get("name")))
                .filter(MetadataFile::isOfConnections)
                .toList();
        List<Map<?, ?>> properties = elements(root, "properties").stream()
                .filter(property -> isOfConnections(String.valueOf(property.get("name"))))
                .toList();
        return new MetadataFile(prefixes, properties);
    }

    private static boolean isOfConnections(String name) {
        return name.equals(ReferenceSection.COMMON) || name.startsWith(ReferenceSection.COMMON + ".");
    }

    private static List<Map<?, ?>> elements(Map<String, Object> root, String key) {
        return (root.get(key) instanceof List<?> list)
                ? list.stream().<Map<?, ?>>map(Map.class::cast).toList()
                : List.of();
    }
}
