package dev.connections.autoconfigure.sql.migration;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * The settings of the migrations of one connection, by tool. Immutable. They are bound as texts, because the classes of
 * Spring Boot that hold them are optional.
 */
public final class MigrationSettings {

    private final Map<MigrationTool, Map<String, String>> wanted = new EnumMap<>(MigrationTool.class);

    private final Map<MigrationTool, Map<String, String>> all = new EnumMap<>(MigrationTool.class);

    /**
     * @param flyway settings of Flyway, without their prefix; none if there are no migrations by Flyway
     * @param liquibase settings of Liquibase
     * @param sqlInit settings of SQL scripts
     */
    public MigrationSettings(Map<String, String> flyway, Map<String, String> liquibase, Map<String, String> sqlInit) {
        add(MigrationTool.FLYWAY, flyway);
        add(MigrationTool.LIQUIBASE, liquibase);
        add(MigrationTool.SCRIPTS, sqlInit);
    }

    private void add(MigrationTool tool, Map<String, String> settings) {
        all.put(tool, Map.copyOf(settings));
        boolean never = tool == MigrationTool.SCRIPTS
                && DatabaseInitializationMode.NEVER.name().equalsIgnoreCase(settings.get("mode"));
        if (MigrationTool.isWanted(settings) && !never) {
            wanted.put(tool, Map.copyOf(settings));
        }
    }

    /** The tools that migrate, with their settings. */
    Map<MigrationTool, Map<String, String>> wanted() {
        return wanted;
    }

    /** Whether the database is migrated. */
    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** The keys of the tools that migrate, for messages: {@code 'flyway'}. */
    public String keys() {
        return String.join(
                ", ",
                wanted.keySet().stream().map(tool -> "'" + tool.key() + "'").toList());
    }

    /**
     * Reports settings that cannot be used.
     *
     * @param readOnly whether the connection is read-only
     * @param problems called with a key and a message
     */
    public void check(boolean readOnly, BiConsumer<String, String> problems) {
        all.forEach((tool, settings) -> {
            Class<?> type = tool.settings();
            if (settings.isEmpty()) {
                return;
            }
            if (type == null) {
                problems.accept(
                        anyKey(tool, settings),
                        "needs " + tool.key() + ", which is not on the class path. Add the dependency "
                                + tool.coordinates() + ".");
                return;
            }
            if (readOnly && wanted.containsKey(tool)) {
                problems.accept(
                        anyKey(tool, settings), "changes the database, but 'read-only' is true. Remove one of them.");
            }
            if (settings.containsKey("password") && !settings.containsKey(tool.userKey())) {
                problems.accept(
                        tool.key() + ".password", "has no user. Set '" + tool.key() + "." + tool.userKey() + "', too.");
            }
            try {
                new Binder(new MapConfigurationPropertySource(settings))
                        .bind(ConfigurationPropertyName.EMPTY, Bindable.of(type));
            } catch (BindException ex) {
                problems.accept(
                        tool.key() + "." + ex.getName(),
                        "has a value that is not a valid "
                                + ex.getTarget().getType().toClass().getSimpleName() + ".");
            }
        });
    }

    private static String anyKey(MigrationTool tool, Map<String, String> settings) {
        return tool.key() + "." + settings.keySet().iterator().next();
    }
}
