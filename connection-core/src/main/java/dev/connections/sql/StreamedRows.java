package dev.connections.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.springframework.dao.DataRetrievalFailureException;

/** The rows of a stream. Lets go of the database as soon as it has read the last one, or failed. */
final class StreamedRows<T> extends Spliterators.AbstractSpliterator<T> {

    private final OpenCursor cursor;

    private final RowReader<T> reader;

    private final SqlErrors errors;

    private final String sql;

    private boolean done;

    StreamedRows(OpenCursor cursor, RowReader<T> reader, SqlErrors errors, String sql) {
        super(Long.MAX_VALUE, Spliterator.ORDERED);
        this.cursor = cursor;
        this.reader = reader;
        this.errors = errors;
        this.sql = sql;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        if (done) {
            return false;
        }
        T row;
        try {
            ResultSet rows = cursor.rows();
            if (!rows.next()) {
                end(true);
                return false;
            }
            row = reader.read(rows);
        } catch (SQLException ex) {
            end(false);
            throw errors.translate(sql, ex);
        } catch (DataRetrievalFailureException ex) {
            end(false);
            throw errors.unreadable(ex);
        } catch (Throwable ex) {
            end(false);
            throw ex;
        }
        action.accept(row);
        return true;
    }

    private void end(boolean exhausted) {
        done = true;
        cursor.close(exhausted);
    }

    void close() {
        if (!done) {
            end(false);
        }
    }
}
