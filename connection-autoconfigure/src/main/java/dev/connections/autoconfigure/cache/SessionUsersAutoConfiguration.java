package dev.connections.autoconfigure.cache;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.cache.CacheUserProvider;
import jakarta.servlet.http.HttpSession;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Auto-configuration of {@code Scope.USER} in applications with HTTP sessions: each has results of its own. Backs off
 * from a {@link CacheUserProvider} bean of the application.
 */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class, before = CachedQueriesAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({HttpSession.class, RequestContextHolder.class})
@ConditionalOnBean(SupervisedConnections.class)
public final class SessionUsersAutoConfiguration {

    /** The web server asks for it before there are connections, because it listens to sessions. */
    @Bean
    @ConditionalOnMissingBean(CacheUserProvider.class)
    static SessionUsers connectionSessionUsers() {
        return new SessionUsers();
    }
}
