package dev.connections.sql;

import java.io.Serial;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;

/** Begins a transaction anew when the server did not know the session any more: nothing has been done in it yet. */
final class RepeatingTransactions extends JdbcTransactionManager {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient SqlDialect dialect;

    RepeatingTransactions(DataSource dataSource, SqlDialect dialect) {
        super(dataSource);
        this.dialect = dialect;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        try {
            super.doBegin(transaction, definition);
        } catch (CannotCreateTransactionException ex) {
            if (!ConnectionFailures.isUnheard(ex, dialect)) {
                throw ex;
            }
            super.doBegin(transaction, definition);
        }
    }
}
