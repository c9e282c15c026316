package dev.connections.autoconfigure.sql;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * Auto-configuration for several connections of which none is primary, and for those that only users can open: no
 * {@code DataSource} of theirs is the application's. Until
 * here theirs were candidates, so that Spring Boot makes none of its own; from here they are injected by qualifier
 * only, so that what needs one, such as Flyway, steps back instead of failing.
 */
@AutoConfiguration(after = {ConnectionsAutoConfiguration.class, DataSourceAutoConfiguration.class})
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
@Import(AmbiguousDataSources.class)
public final class AmbiguousDataSourcesAutoConfiguration {}
