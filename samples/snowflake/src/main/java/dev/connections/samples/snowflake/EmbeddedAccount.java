package dev.connections.samples.snowflake;

import dev.connections.testing.snowflake.SnowflakeServer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Starts a server that speaks Snowflake's protocol, with a few orders, and leads the connection to it. With the Spring
 * profile {@code account} it does nothing: the application then has the account's settings.
 */
final class EmbeddedAccount implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.acceptsProfiles(Profiles.of("account"))) {
            return;
        }
        SnowflakeServer server = SnowflakeServer.start();
        DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
        beans.registerSingleton("embeddedAccount", server);
        beans.registerDisposableBean("embeddedAccount", server::close); // first to come, last to go
        fill(server);
        Map<String, Object> settings = new HashMap<>();
        settings.put("connections.warehouse.account", server.account().name());
        settings.put("connections.warehouse.host", "127.0.0.1:" + server.port());
        settings.put("connections.warehouse.properties.ssl", "off");
        if (!environment.acceptsProfiles(Profiles.of("login"))) {
            settings.put("connections.warehouse.user", SnowflakeServer.USER);
            settings.put("connections.warehouse.password", SnowflakeServer.PASSWORD);
        }
        environment.getPropertySources().addLast(new MapPropertySource("embeddedAccount", settings));
    }

    /** As the table is in the sample data that Snowflake gives to each account. */
    private static void fill(SnowflakeServer server) {
        server.account().password("MARY", "wool");
        server.execute(
                "create table orders (o_orderkey bigint primary key, o_clerk varchar(15), o_totalprice decimal(12, 2),"
                        + " o_orderdate date)",
                "insert into orders values (1, 'Clerk#000000951', 173665.47, date '1996-01-02'),"
                        + " (2, 'Clerk#000000880', 46929.18, date '1996-12-01'),"
                        + " (3, 'Clerk#000000955', 193846.25, date '1993-10-14')");
    }
}
