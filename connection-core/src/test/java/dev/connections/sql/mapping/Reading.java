package dev.connections.sql.mapping;

import dev.connections.rows.Rows;
import dev.connections.sql.LabelCase;
import dev.connections.sql.SqlOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;

/** Queries read by the readers themselves, without a pool or a statement of ours around them. */
public final class Reading {

    private Reading() {}

    /** The rows of a query of an empty H2 database. */
    public static <T> List<@Nullable T> list(String sql, Class<T> rowType) {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            return list(connection, sql, rowType);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The rows of a query of an empty H2 database. */
    public static Rows rows(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            return rows(connection, sql);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public static <T> List<@Nullable T> list(Connection connection, String sql, Class<T> rowType) throws SQLException {
        return list(connection, sql, rowType, DefaultConversionService.getSharedInstance());
    }

    static <T> List<@Nullable T> list(
            Connection connection, String sql, Class<T> rowType, ConversionService conversionService)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(sql)) {
            SqlOptions options =
                    new SqlOptions(null, 0, SqlOptions.DEFAULT_BATCH_SIZE, conversionService, LabelCase.LOWER);
            RowReader<T> reader = RowReader.forType(rowType, rs, sql, options);
            List<@Nullable T> rows = new ArrayList<>();
            while (rs.next()) {
                rows.add(reader.mapRow(rs, rows.size()));
            }
            return rows;
        }
    }

    public static Rows rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(sql)) {
            return RowsExtractor.read(rs, JdbcShape.of(rs, LabelCase.LOWER), sql, SqlOptions.defaults());
        }
    }
}
