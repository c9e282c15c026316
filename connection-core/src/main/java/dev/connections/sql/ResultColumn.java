package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * One column of a {@link ResultShape}.
 *
 * @param label what users see
 * @param driverLabel what the driver says
 * @param typeCode the driver's cheapest word for the type
 * @param typeCodeTells whether the kind follows from the type code alone
 */
record ResultColumn(String label, String driverLabel, ColumnKind kind, int typeCode, boolean typeCodeTells) {

    /** A column, counted from 1, with the driver's label. */
    static ResultColumn of(ResultSet rs, ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        int typeCode = typeCode(rs, meta, column, dialect);
        boolean tells = (dialect == SqlDialect.POSTGRESQL)
                ? PostgresDriver.isOfOneKind(typeCode)
                : ColumnKind.isToldBy(typeCode, dialect);
        String label = meta.getColumnLabel(column);
        return new ResultColumn(label, label, ColumnKind.of(meta, column, dialect, typeCode), typeCode, tells);
    }

    private static int typeCode(ResultSet rs, ResultSetMetaData meta, int column, SqlDialect dialect)
            throws SQLException {
        return (dialect == SqlDialect.POSTGRESQL) ? PostgresDriver.oid(rs, column) : meta.getColumnType(column);
    }

    /** The same column under another name. */
    ResultColumn labelled(String newLabel) {
        return newLabel.equals(label) ? this : new ResultColumn(newLabel, driverLabel, kind, typeCode, typeCodeTells);
    }

    /** Whether a column of another result is like this one. */
    boolean describes(ResultSet rs, ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        if (!driverLabel.equals(meta.getColumnLabel(column))) {
            return false;
        }
        int otherTypeCode = typeCode(rs, meta, column, dialect);
        return typeCodeTells ? typeCode == otherTypeCode : kind == ColumnKind.of(meta, column, dialect, otherTypeCode);
    }

    /** How the driver words it makes no difference. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ResultColumn that && label.equals(that.label) && kind == that.kind;
    }

    @Override
    public int hashCode() {
        return 31 * label.hashCode() + kind.ordinal();
    }
}
