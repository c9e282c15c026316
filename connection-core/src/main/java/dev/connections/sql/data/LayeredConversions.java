package dev.connections.sql.data;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.ConverterRegistry;
import org.springframework.data.convert.PropertyValueConversions;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.mapping.JdbcSimpleTypes;
import org.springframework.data.mapping.model.SimpleTypeHolder;

/**
 * The conversions that a connection's dialect cannot do without, before those of the application, which were made
 * without knowing the connection.
 */
final class LayeredConversions extends JdbcCustomConversions {

    private final JdbcCustomConversions application;
    private final SimpleTypeHolder simpleTypes;

    /**
     * @param dialect the connection's dialect
     * @param application the conversions of the application
     */
    LayeredConversions(JdbcDialect dialect, JdbcCustomConversions application) {
        super(new ConverterConfiguration(
                StoreConversions.of(
                        new SimpleTypeHolder(dialect.simpleTypes(), JdbcSimpleTypes.HOLDER), dialect.getConverters()),
                List.of(),
                pair -> false));
        this.application = application;
        this.simpleTypes = new SimpleTypeHolder(dialect.simpleTypes(), application.getSimpleTypeHolder());
    }

    @Override
    public SimpleTypeHolder getSimpleTypeHolder() {
        return simpleTypes;
    }

    @Override
    public boolean isSimpleType(Class<?> type) {
        return simpleTypes.isSimpleType(type);
    }

    @Override
    public @Nullable PropertyValueConversions getPropertyValueConversions() {
        return application.getPropertyValueConversions();
    }

    /** The later a converter is added, the more it counts. */
    @Override
    public void registerConvertersIn(ConverterRegistry conversionService) {
        application.registerConvertersIn(conversionService);
        super.registerConvertersIn(conversionService);
    }

    @Override
    public Optional<Class<?>> getCustomWriteTarget(Class<?> sourceType) {
        return super.getCustomWriteTarget(sourceType).or(() -> application.getCustomWriteTarget(sourceType));
    }

    @Override
    public Optional<Class<?>> getCustomWriteTarget(Class<?> sourceType, Class<?> requestedTargetType) {
        return super.getCustomWriteTarget(sourceType, requestedTargetType)
                .or(() -> application.getCustomWriteTarget(sourceType, requestedTargetType));
    }

    @Override
    public boolean hasCustomReadTarget(Class<?> sourceType, Class<?> targetType) {
        return super.hasCustomReadTarget(sourceType, targetType)
                || application.hasCustomReadTarget(sourceType, targetType);
    }
}
