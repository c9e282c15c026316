package dev.connections.autoconfigure.sql;

import dev.connections.sql.LabelCase;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/** How the results of a SQL connection look. */
@ConfigurationPropertiesSource
public class SqlRowsProperties {

    /** Case of column labels. By default, labels of upper-case letters are lower-cased on H2, Oracle and Snowflake. */
    private LabelCase labelCase = LabelCase.LOWER;

    public LabelCase getLabelCase() {
        return labelCase;
    }

    public void setLabelCase(LabelCase labelCase) {
        this.labelCase = labelCase;
    }
}
