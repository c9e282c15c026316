package dev.connections.sql.parameters;

import dev.connections.sql.dialect.SqlDialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Binds large objects. Drivers that cannot stream them get them as a whole. */
final class BinaryParameters {

    private BinaryParameters() {}

    static void set(PreparedStatement statement, int index, InputStream stream, SqlDialect dialect)
            throws SQLException {
        if (streams(dialect)) {
            statement.setBinaryStream(index, stream);
            return;
        }
        try {
            statement.setBytes(index, stream.readAllBytes());
        } catch (IOException ex) {
            throw unreadable(index, ex);
        }
    }

    static void set(PreparedStatement statement, int index, Reader reader, SqlDialect dialect) throws SQLException {
        if (streams(dialect)) {
            statement.setCharacterStream(index, reader);
            return;
        }
        try {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            statement.setString(index, text.toString());
        } catch (IOException ex) {
            throw unreadable(index, ex);
        }
    }

    private static boolean streams(SqlDialect dialect) {
        return switch (dialect) {
            case SQLITE, DUCKDB, SNOWFLAKE -> false;
            default -> true;
        };
    }

    private static InvalidDataAccessApiUsageException unreadable(int index, IOException cause) {
        return new InvalidDataAccessApiUsageException(
                "the stream of the parameter " + index + " could not be read", cause);
    }
}
