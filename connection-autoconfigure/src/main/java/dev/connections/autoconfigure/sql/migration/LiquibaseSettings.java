package dev.connections.autoconfigure.sql.migration;

import org.springframework.boot.liquibase.autoconfigure.LiquibaseProperties;

/** The settings {@code liquibase.*} of a SQL connection: those of {@code spring.liquibase.*}. */
public class LiquibaseSettings extends LiquibaseProperties {}
