package dev.connections.cache.advice;

import dev.connections.cache.QueryCache;
import dev.connections.sql.SqlConnection;
import java.util.Map;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** An application with the connection pet-db, whose beans are advised. */
final class TestApplication implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    final TestConnections connections;

    TestApplication(Class<?>... components) {
        this(new TestConnections("pet-db"), components);
    }

    TestApplication(TestConnections connections, Class<?>... components) {
        this.connections = connections;
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("pets.ttl", "10m", "pets.connection", "petDb")));
        context.registerBean(TestConnections.class, () -> connections);
        context.registerBean(
                QueryAdvisor.class,
                () -> new QueryAdvisor(true),
                definition -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE));
        AopConfigUtils.registerAutoProxyCreatorIfNecessary(context);
        AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(context);
        context.register(components);
        context.refresh();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** What stands behind the proxy of a bean. */
    <T> T target(Class<T> type) {
        return type.cast(AopProxyUtils.getSingletonTarget(bean(type)));
    }

    SqlConnection petDb() {
        return connections.get("pet-db");
    }

    QueryCache cache() {
        return petDb().cache();
    }

    QueryMethods methods() {
        return bean(QueryAdvisor.class).methods();
    }

    @Override
    public void close() {
        context.close();
    }
}
