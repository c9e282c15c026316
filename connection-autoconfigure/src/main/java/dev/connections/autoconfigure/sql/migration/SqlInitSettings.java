package dev.connections.autoconfigure.sql.migration;

import org.springframework.boot.sql.autoconfigure.init.SqlInitializationProperties;

/** The settings {@code sql-init.*} of a SQL connection: those of {@code spring.sql.init.*}. */
public class SqlInitSettings extends SqlInitializationProperties {}
