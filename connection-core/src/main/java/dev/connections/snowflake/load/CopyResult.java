package dev.connections.snowflake.load;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The result of {@code COPY}. Without files it is a single column. */
record CopyResult(long rows, int files) {

    private static final int COLUMNS = 4;

    static CopyResult read(ResultSet answer) throws SQLException {
        boolean loaded = answer.getMetaData().getColumnCount() >= COLUMNS;
        long rows = 0;
        int files = 0;
        while (loaded && answer.next()) {
            rows += answer.getLong("rows_loaded");
            files++;
        }
        return new CopyResult(rows, files);
    }
}
