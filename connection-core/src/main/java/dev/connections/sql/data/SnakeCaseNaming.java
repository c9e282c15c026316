package dev.connections.sql.data;

import java.util.Locale;
import org.springframework.data.relational.core.mapping.DefaultNamingStrategy;
import org.springframework.data.relational.core.mapping.RelationalPersistentProperty;
import org.springframework.data.util.ParsingUtils;

/**
 * Spring Data's default naming, in lower case whatever the default locale. With a Turkish locale Spring Data maps
 * {@code Item} to {@code ıtem}. Stateless.
 */
public final class SnakeCaseNaming extends DefaultNamingStrategy {

    @Override
    public String getTableName(Class<?> type) {
        return snakeCase(type.getSimpleName());
    }

    @Override
    public String getColumnName(RelationalPersistentProperty property) {
        return snakeCase(property.getName());
    }

    private static String snakeCase(String name) {
        return String.join("_", ParsingUtils.splitCamelCase(name)).toLowerCase(Locale.ROOT);
    }
}
