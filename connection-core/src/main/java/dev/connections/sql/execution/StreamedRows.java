package dev.connections.sql.execution;

import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.jdbc.core.RowMapper;

/** The rows of a stream. Releases the JDBC connection as soon as the last row was read, or a read has failed. */
final class StreamedRows<T extends @Nullable Object> extends Spliterators.AbstractSpliterator<T> {

    private final OpenCursor cursor;

    private final RowMapper<T> mapper;

    private int rowNumber;

    private boolean done;

    StreamedRows(OpenCursor cursor, RowMapper<T> mapper) {
        super(Long.MAX_VALUE, Spliterator.ORDERED);
        this.cursor = cursor;
        this.mapper = mapper;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        if (done) {
            return false;
        }
        T row;
        try {
            if (!cursor.next()) {
                done = true;
                cursor.end(true);
                return false;
            }
            row = mapper.mapRow(cursor.rows(), rowNumber++);
            cursor.paused();
        } catch (SQLException ex) {
            done = true;
            throw cursor.failed(ex);
        } catch (DataRetrievalFailureException ex) {
            done = true;
            throw cursor.unreadable(ex);
        } catch (Throwable ex) {
            close();
            throw ex;
        }
        action.accept(row);
        return true;
    }

    void close() {
        done = true;
        cursor.close();
    }
}
