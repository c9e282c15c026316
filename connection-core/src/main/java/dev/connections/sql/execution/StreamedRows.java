package dev.connections.sql.execution;

import dev.connections.sql.mapping.RowReader;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.springframework.dao.DataRetrievalFailureException;

/** The rows of a stream. Lets go of the database as soon as it has read the last one, or failed. */
final class StreamedRows<T> extends Spliterators.AbstractSpliterator<T> {

    private final OpenCursor cursor;

    private final RowReader<T> reader;

    private boolean done;

    StreamedRows(OpenCursor cursor, RowReader<T> reader) {
        super(Long.MAX_VALUE, Spliterator.ORDERED);
        this.cursor = cursor;
        this.reader = reader;
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
            row = reader.read(cursor.rows());
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
