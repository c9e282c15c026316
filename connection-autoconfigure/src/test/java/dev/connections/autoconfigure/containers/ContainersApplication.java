package dev.connections.autoconfigure.containers;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application with databases in containers. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ComposeServicesAutoConfiguration.class,
    ConnectionsAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    DeferredContainersAutoConfiguration.class,
    NamedContainersAutoConfiguration.class,
    ServiceConnectionAutoConfiguration.class,
    SqlConnectionAutoConfiguration.class
})
class ContainersApplication {}
