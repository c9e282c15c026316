package dev.connections.autoconfigure.sql.migration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What migrates a database: a library that Spring Boot configures for the application's own data source, in the order
 * of Spring Boot.
 */
enum MigrationTool {
    FLYWAY(
            "flyway",
            "spring.flyway",
            "user",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer",
            "org.flywaydb.core.Flyway",
            List.of(
                    "org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer",
                    "org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy",
                    "org.flywaydb.core.api.migration.JavaMigration",
                    "org.flywaydb.core.api.callback.Callback")),
    LIQUIBASE(
            "liquibase",
            "spring.liquibase",
            "user",
            "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration",
            "liquibase.integration.spring.SpringLiquibase",
            "liquibase.integration.spring.SpringLiquibase",
            List.of("liquibase.integration.spring.Customizer")),
    SCRIPTS(
            "sql-init",
            "spring.sql.init",
            "username",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.ApplicationDataSourceScriptDatabaseInitializer",
            "org.springframework.boot.jdbc.autoconfigure.ApplicationDataSourceScriptDatabaseInitializer",
            List.of());

    private final String key;

    private final String prefix;

    private final String userKey;

    private final String autoConfiguration;

    private final String initializer;

    private final String library;

    private final List<String> customizers;

    MigrationTool(
            String key,
            String prefix,
            String userKey,
            String autoConfiguration,
            String initializer,
            String library,
            List<String> customizers) {
        this.key = key;
        this.prefix = prefix;
        this.userKey = userKey;
        this.autoConfiguration = autoConfiguration;
        this.initializer = initializer;
        this.library = library;
        this.customizers = customizers;
    }

    /** The key of its settings below that of a connection. */
    String key() {
        return key;
    }

    /** The prefix of Spring Boot's own settings. */
    String prefix() {
        return prefix;
    }

    /** The key of the user of the migrations, relative to the key of the tool. */
    String userKey() {
        return userKey;
    }

    /** Whether its library and Spring Boot's module for it are on the class path. */
    boolean isPresent() {
        return Stream.of(autoConfiguration, initializer, library)
                .allMatch(type -> ClassUtils.isPresent(type, loader()));
    }

    /** The dependency that brings it. */
    String coordinates() {
        return "org.springframework.boot:spring-boot-starter-" + ((this == SCRIPTS) ? "jdbc" : key);
    }

    /** Spring Boot's auto-configuration of it. */
    Class<?> autoConfiguration() {
        return ClassUtils.resolveClassName(autoConfiguration, loader());
    }

    /** The type of the bean whose creation migrates. */
    Class<?> initializer() {
        return ClassUtils.resolveClassName(initializer, loader());
    }

    /** The types of beans that Spring Boot's auto-configuration takes from the application. */
    List<? extends Class<?>> customizers() {
        return customizers.stream()
                .filter(type -> ClassUtils.isPresent(type, loader()))
                .map(type -> ClassUtils.resolveClassName(type, loader()))
                .toList();
    }

    /** The class of its settings; {@code null} if it is absent. */
    @Nullable
    Class<?> settings() {
        if (!isPresent()) {
            return null;
        }
        return switch (this) {
            case FLYWAY -> FlywaySettings.class;
            case LIQUIBASE -> LiquibaseSettings.class;
            case SCRIPTS -> SqlInitSettings.class;
        };
    }

    /** Whether settings ask for it: there are some, and they do not switch it off. */
    static boolean isWanted(Map<String, String> settings) {
        return !settings.isEmpty()
                && settings.entrySet().stream()
                        .noneMatch(setting ->
                                setting.getKey().equals("enabled") && Objects.equals(setting.getValue(), "false"));
    }

    private static @Nullable ClassLoader loader() {
        return MigrationTool.class.getClassLoader();
    }
}
