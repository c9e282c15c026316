package dev.connections.autoconfigure.sql.migration;

import org.springframework.boot.flyway.autoconfigure.FlywayProperties;

/** The settings {@code flyway.*} of a SQL connection: those of {@code spring.flyway.*}. */
public class FlywaySettings extends FlywayProperties {}
