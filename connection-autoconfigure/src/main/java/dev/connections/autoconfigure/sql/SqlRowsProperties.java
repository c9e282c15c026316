package dev.connections.autoconfigure.sql;

import dev.connections.sql.LabelCase;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the results of a SQL connection look.
 *
 * @param labelCase Case of column labels. By default, labels of upper-case letters are lower-cased on H2, Oracle
 *     and Snowflake.
 */
@ConfigurationPropertiesSource
public record SqlRowsProperties(@DefaultValue("lower") LabelCase labelCase) {}
