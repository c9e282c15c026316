package dev.connections.sql.mapping;

import dev.connections.rows.shape.ColumnKind;
import dev.connections.sql.dialect.SqlDialect;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * A column of a JDBC result, as the driver describes it.
 *
 * @param label what the driver says
 * @param typeCode the driver's cheapest word for the type
 * @param typeCodeTells whether the kind follows from the type code alone
 */
record JdbcColumn(String label, ColumnKind kind, int typeCode, boolean typeCodeTells) {

    /** Returns a column, counted from 1. */
    static JdbcColumn of(ResultSet rs, ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        int typeCode = typeCode(rs, meta, column, dialect);
        boolean tells = (dialect == SqlDialect.POSTGRESQL)
                ? PostgresResults.isOfOneKind(typeCode)
                : JdbcColumnTypes.isToldBy(typeCode, dialect);
        return new JdbcColumn(
                meta.getColumnLabel(column), JdbcColumnTypes.kind(meta, column, dialect, typeCode), typeCode, tells);
    }

    private static int typeCode(ResultSet rs, ResultSetMetaData meta, int column, SqlDialect dialect)
            throws SQLException {
        return (dialect == SqlDialect.POSTGRESQL) ? PostgresResults.oid(rs, column) : meta.getColumnType(column);
    }

    /** Returns whether a column of another result is like this one. */
    boolean describes(ResultSet rs, ResultSetMetaData meta, int column, SqlDialect dialect) throws SQLException {
        if (!label.equals(meta.getColumnLabel(column))) {
            return false;
        }
        int otherTypeCode = typeCode(rs, meta, column, dialect);
        return typeCodeTells
                ? typeCode == otherTypeCode
                : kind == JdbcColumnTypes.kind(meta, column, dialect, otherTypeCode);
    }
}
