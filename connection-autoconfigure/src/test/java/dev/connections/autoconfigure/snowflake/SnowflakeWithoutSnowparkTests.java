package dev.connections.autoconfigure.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.cache.CachedQueriesAutoConfiguration;
import dev.connections.cache.CachedQuery;
import dev.connections.rows.Rows;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.snowflake.session.SupervisedSnowflakeConnection;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.snowflake.SnowflakeServer;
import dev.connections.testing.snowflake.TestDriver;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;

/**
 * A class with a method of a missing type can hardly be used: its methods cannot be listed. With driver 4 Snowpark is missing from the
 * class path of these tests; with driver 3, where it is there, a class loader hides it from who looks for it.
 */
@Timeout(120)
class SnowflakeWithoutSnowparkTests {

    private static final String SNOWPARK = "com.snowflake";

    private static final String[] SETTINGS = {
        "connections.warehouse.type=snowflake",
        "connections.warehouse.start=lazy",
        "connections.warehouse.account=TESTACCOUNT",
        "connections.warehouse.host=127.0.0.1:${PORT}",
        "connections.warehouse.user=SCOTT",
        "connections.warehouse.password=" + SnowflakeServer.PASSWORD,
        "connections.warehouse.properties.ssl=off"
    };

    @BeforeEach
    void isMissing() {
        assertThat(ClassUtils.isPresent(
                        SNOWPARK + ".snowpark_java.Session", getClass().getClassLoader()))
                .isEqualTo(TestDriver.isOld());
    }

    @Test
    void itsTypesCanBeLookedInto() {
        for (Class<?> type : new Class<?>[] {SnowflakeConnection.class, SupervisedSnowflakeConnection.class}) {
            assertThat(type.getMethods()).extracting(Method::getName).contains("session", "query");
            assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::toGenericString))
                    .isNotEmpty();
            assertThat(ResolvableType.forClass(type).as(ManagedConnection.class).resolveGeneric())
                    .isEqualTo(DataSource.class);
            assertThat(ResolvableType.forClass(type).as(Comparable.class)).isSameAs(ResolvableType.NONE);
            assertThat(BeanUtils.getPropertyDescriptors(type)).isNotNull();
        }
    }

    @Test
    void canBeMocked() {
        SnowflakeConnection warehouse = mock(SnowflakeConnection.class);
        when(warehouse.update("delete from orders")).thenReturn(2);
        assertThat(warehouse.update("delete from orders")).isEqualTo(2);
    }

    @Test
    void isInjectedProxiedAndAdvised() {
        try (SnowflakeServer server = SnowflakeServer.start();
                AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(Application.class);
            TestPropertyValues.of(SETTINGS).and("PORT=" + server.port()).applyTo(context);
            context.refresh();
            check(context);
            Orders orders = context.getBean(Orders.class);
            assertThat(orders.all()).isSameAs(orders.all());
            assertThat(proxy(context.getBean(SnowflakeConnection.class))
                            .sql("select 1")
                            .value(Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    @CompileWithForkedClassLoader
    @SuppressWarnings("unchecked")
    void isProcessedAheadOfTime() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Application.class);
        TestPropertyValues.of(SETTINGS).applyTo(context);
        TestGenerationContext generated = new TestGenerationContext(SnowflakeWithoutSnowparkTests.class);
        ClassName initializer = TestPropertyValues.of(AbstractAotProcessor.AOT_PROCESSING + "=true")
                .applyToSystemProperties(
                        () -> new ApplicationContextAotGenerator().processAheadOfTime(context, generated));
        generated.writeGeneratedContent();
        TestCompiler.forSystem().with(generated).compile(compiled -> {
            try (GenericApplicationContext processed = new GenericApplicationContext()) {
                TestPropertyValues.of(SETTINGS).and("PORT=1").applyTo(processed);
                compiled.getInstance(ApplicationContextInitializer.class, initializer.toString())
                        .initialize(processed);
                processed.refresh();
                check(processed);
            }
        });
    }

    private static void check(ApplicationContext context) {
        Orders orders = context.getBean(Orders.class);
        SnowflakeConnection warehouse = context.getBean(SnowflakeConnection.class);
        assertThat(orders.injected()).allSatisfy(each -> assertThat(each).isSameAs(warehouse));
        SnowflakeConnection proxy = proxy(warehouse);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new FilteredClassLoader(SNOWPARK));
        try {
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(proxy::session)
                    .withMessage("Connection 'warehouse': session() needs Snowpark, which is not on the class path: add"
                            + " the dependencies com.snowflake:snowpark:1.16.0 and"
                            + " net.snowflake:snowflake-jdbc:3.24.2");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static SnowflakeConnection proxy(SnowflakeConnection warehouse) {
        ProxyFactory factory = new ProxyFactory(warehouse);
        factory.addAdvice((MethodInterceptor) invocation -> invocation.proceed());
        return (SnowflakeConnection) factory.getProxy();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SnowflakeConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        CachedQueriesAutoConfiguration.class
    })
    @Import(Orders.class)
    static class Application {}

    static class Orders {

        private final SnowflakeConnection warehouse;

        private final SqlConnection sql;

        private final ManagedConnection<DataSource> managed;

        Orders(SnowflakeConnection warehouse, SqlConnection sql, ManagedConnection<DataSource> managed) {
            this.warehouse = warehouse;
            this.sql = sql;
            this.managed = managed;
        }

        public List<Object> injected() {
            return List.of(warehouse, sql, managed);
        }

        @CachedQuery(connection = "warehouse", ttl = "10m")
        public Rows all() {
            return warehouse.query("select 42 as answer");
        }
    }
}
