/**
 * Migrations of named SQL connections by Flyway, Liquibase and SQL scripts, with the auto-configuration of Spring Boot.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.sql.migration;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
