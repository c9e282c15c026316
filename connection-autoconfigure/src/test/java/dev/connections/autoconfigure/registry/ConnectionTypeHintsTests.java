package dev.connections.autoconfigure.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.connections.ConnectionType;
import dev.connections.autoconfigure.CacheProperties;
import dev.connections.autoconfigure.ConnectionProperties;
import dev.connections.autoconfigure.FtpConnection;
import dev.connections.autoconfigure.FtpConnectionType;
import dev.connections.autoconfigure.ThirdPartyConnectionsTests;
import dev.connections.autoconfigure.files.FilesConnectionProperties;
import dev.connections.autoconfigure.files.FilesConnectionType;
import dev.connections.autoconfigure.mail.MailConnectionProperties;
import dev.connections.autoconfigure.mail.MailConnectionType;
import dev.connections.autoconfigure.rest.RestConnectionProperties;
import dev.connections.autoconfigure.rest.RestConnectionType;
import dev.connections.autoconfigure.snowflake.SnowflakeConnectionProperties;
import dev.connections.autoconfigure.snowflake.SnowflakeConnectionType;
import dev.connections.autoconfigure.sql.SqlConnectionProperties;
import dev.connections.autoconfigure.sql.SqlConnectionType;
import dev.connections.autoconfigure.sql.SqlPoolProperties;
import dev.connections.sql.execution.SupervisedSqlConnection;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** What native images have to know of connection types, those of others included. */
class ConnectionTypeHintsTests {

    private static final ReflectionHintsPredicates REFLECTION = RuntimeHintsPredicates.reflection();

    @Test
    void thePropertiesOfTypesByOthersAreBound() {
        RuntimeHints hints = hints(FtpConnectionType.class);
        assertThat(REFLECTION.onConstructorInvocation(
                        FtpConnection.FtpProperties.class.getDeclaredConstructors()[0]))
                .accepts(hints);
        assertThat(REFLECTION.onConstructorInvocation(FtpConnection.Limits.class.getDeclaredConstructors()[0]))
                .accepts(hints);
        assertComponentsAreTold(FtpConnection.FtpProperties.class, hints);
        assertComponentsAreTold(FtpConnection.Limits.class, hints);
    }

    @Test
    void thePropertiesOfBuiltInTypesAreBound() throws Exception {
        RuntimeHints hints = hints(
                SqlConnectionType.class,
                SnowflakeConnectionType.class,
                RestConnectionType.class,
                MailConnectionType.class,
                FilesConnectionType.class);
        for (Class<?> properties : List.of(
                SqlConnectionProperties.class,
                SnowflakeConnectionProperties.class,
                RestConnectionProperties.class,
                MailConnectionProperties.class,
                FilesConnectionProperties.class)) {
            assertThat(REFLECTION.onConstructorInvocation(properties.getDeclaredConstructors()[0]))
                    .as(properties.getName())
                    .accepts(hints);
        }
        assertThat(REFLECTION.onConstructorInvocation(ConnectionProperties.class.getDeclaredConstructors()[0]))
                .accepts(hints);
        assertThat(REFLECTION.onConstructorInvocation(CacheProperties.class.getDeclaredConstructors()[0]))
                .accepts(hints);
        for (Class<?> record : List.of(
                ConnectionProperties.class,
                CacheProperties.class,
                SqlConnectionProperties.class,
                SqlPoolProperties.class)) {
            assertComponentsAreTold(record, hints);
        }
    }

    /** A native image tells the components of a record only if all its accessors are registered. */
    private static void assertComponentsAreTold(Class<?> record, RuntimeHints hints) {
        for (RecordComponent component : record.getRecordComponents()) {
            assertThat(REFLECTION.onMethodInvocation(component.getAccessor()))
                    .as(component.toString())
                    .accepts(hints);
        }
    }

    @Test
    void theBeansOfHandlesAreMade() {
        assertThat(REFLECTION.onMethodInvocation(FtpConnection.class, "directory"))
                .accepts(hints(FtpConnectionType.class));
        assertThat(REFLECTION.onMethodInvocation(SupervisedSqlConnection.class, "dataSource"))
                .accepts(hints(SqlConnectionType.class));
    }

    @Test
    void aTypeNeedsNoProperties() {
        assertThat(REFLECTION.onConstructorInvocation(ConnectionProperties.class.getDeclaredConstructors()[0]))
                .accepts(hints(PlainConnectionType.class));
    }

    @Test
    void applicationsWithoutTypesNeedNothing() {
        assertThat(new ConnectionTypeHints().processAheadOfTime(new DefaultListableBeanFactory()))
                .isNull();
    }

    @SafeVarargs
    private static RuntimeHints hints(Class<? extends ConnectionType<?, ?, ?>>... types) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        for (Class<?> type : types) {
            beans.registerBeanDefinition(type.getSimpleName(), new RootBeanDefinition(type));
        }
        BeanFactoryInitializationAotProcessor processor =
                AotServices.factories().load(BeanFactoryInitializationAotProcessor.class).asList().stream()
                        .filter(ConnectionTypeHints.class::isInstance)
                        .findFirst()
                        .orElseThrow();
        TestGenerationContext context = new TestGenerationContext();
        Objects.requireNonNull(processor.processAheadOfTime(beans))
                .applyTo(context, mock(BeanFactoryInitializationCode.class));
        return context.getRuntimeHints();
    }

    static class PlainConnectionType extends ThirdPartyConnectionsTests.UnusableConnectionType<Object> {}
}
