/** Migrations of named SQL connections by Flyway, Liquibase and SQL scripts, with the auto-configuration of Spring Boot. */
@NullMarked
package dev.connections.autoconfigure.sql.migration;

import org.jspecify.annotations.NullMarked;
