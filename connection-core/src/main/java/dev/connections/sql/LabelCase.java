package dev.connections.sql;

import java.util.Locale;

/** Case of the column labels in {@link Rows}, in maps and in what is written from them, such as JSON. */
public enum LabelCase {

    /**
     * Labels of upper-case letters only are lower-cased on H2, Oracle and Snowflake, which upper-case all names that are not
     * quoted: so the same query has the same labels on each database. A label stays as it is where another one of the
     * result differs from it in case only.
     */
    LOWER,

    /** Labels are those of the driver. */
    KEEP;

    /** The labels to show for those of the driver. The result may be the array that is given. */
    String[] apply(String[] labels, SqlDialect dialect) {
        if (this == KEEP || !upperCases(dialect)) {
            return labels;
        }
        String[] shown = labels.clone();
        for (int i = 0; i < labels.length; i++) {
            if (isUpperCase(labels[i]) && !collides(labels, labels[i])) {
                shown[i] = labels[i].toLowerCase(Locale.ROOT);
            }
        }
        return shown;
    }

    private static boolean upperCases(SqlDialect dialect) {
        return dialect == SqlDialect.H2 || dialect == SqlDialect.ORACLE || dialect == SqlDialect.SNOWFLAKE;
    }

    private static boolean isUpperCase(String label) {
        return label.equals(label.toUpperCase(Locale.ROOT));
    }

    private static boolean collides(String[] labels, String label) {
        for (String other : labels) {
            if (other.equalsIgnoreCase(label) && !other.equals(label)) {
                return true;
            }
        }
        return false;
    }
}
