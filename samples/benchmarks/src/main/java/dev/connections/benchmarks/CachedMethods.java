package dev.connections.benchmarks;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.ManagedConnection;
import dev.connections.cache.CachedQuery;
import dev.connections.cache.advice.QueryAdvisor;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** An application with the same methods cached by this project, and by Spring on Caffeine. */
final class CachedMethods implements AutoCloseable {

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(Application.class, Ours.class, Springs.class);

    Owners ours() {
        return context.getBean(Ours.class);
    }

    Owners springs() {
        return context.getBean(Springs.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /** What is cached, by its argument, by a key that is the argument, and by one that is a part of it. */
    interface Owners {

        String named(String name);

        String byKey(String name);

        String byPart(Person owner);
    }

    /** Public, so that expressions about it can be compiled. */
    public record Person(String name) {}

    /** Cached for ten minutes by this project. */
    static class Ours implements Owners {

        @Override
        @CachedQuery(ttl = "10m")
        public String named(String name) {
            return "owner " + name;
        }

        @Override
        @CachedQuery(ttl = "10m", key = "#name")
        public String byKey(String name) {
            return "owner " + name;
        }

        @Override
        @CachedQuery(ttl = "10m", key = "#owner.name")
        public String byPart(Person owner) {
            return "owner " + owner.name();
        }
    }

    /** Cached for ten minutes by Spring. */
    static class Springs implements Owners {

        @Override
        @Cacheable("named")
        public String named(String name) {
            return "owner " + name;
        }

        @Override
        @Cacheable(cacheNames = "byKey", key = "#name")
        public String byKey(String name) {
            return "owner " + name;
        }

        @Override
        @Cacheable(cacheNames = "byPart", key = "#owner.name")
        public String byPart(Person owner) {
            return "owner " + owner.name();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    static class Application {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static QueryAdvisor queryAdvisor() {
            return new QueryAdvisor(true);
        }

        @Bean
        CacheManager cacheManager() {
            CaffeineCacheManager caches = new CaffeineCacheManager("named", "byKey", "byPart");
            caches.setCaffeine(Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(10, TimeUnit.MINUTES));
            return caches;
        }

        @Bean
        Connections connections() {
            return new OneConnection(new SupervisedConnection<>(
                    new ConnectionName("nothing"),
                    "nothing",
                    new NothingFactory(),
                    CredentialsProvider.of(Credentials.none()),
                    SupervisionSettings.defaults()));
        }
    }

    private record OneConnection(ManagedConnection<?> connection) implements Connections {

        @Override
        public <H extends ManagedConnection<?>> H get(String name, Class<H> handle) {
            return handle.cast(connection);
        }

        @Override
        public ManagedConnection<?> get(String name) {
            return connection;
        }

        @Override
        public Set<String> names() {
            return Set.of(connection.name());
        }

        @Override
        public Map<String, ConnectionState> states() {
            return Map.of(connection.name(), connection.state());
        }

        @Override
        public <H extends ManagedConnection<?>> H open(String name, Class<H> handle, Map<String, ?> properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reload(String name) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class NothingFactory implements ConnectionFactory<Object> {

        @Override
        public Object connect(Credentials credentials) {
            return new Object();
        }

        @Override
        public boolean isOpen(Object resource) {
            return true;
        }

        @Override
        public void close(Object resource) {}
    }
}
