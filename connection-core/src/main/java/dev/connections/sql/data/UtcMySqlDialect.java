package dev.connections.sql.data;

import java.util.Collection;
import org.springframework.data.jdbc.core.dialect.JdbcMySqlDialect;
import org.springframework.data.relational.core.sql.IdentifierProcessing;

/** MySQL for Spring Data JDBC, with sessions in UTC. Immutable and thread-safe. */
public final class UtcMySqlDialect extends JdbcMySqlDialect {

    /** @param identifiers how names are written */
    public UtcMySqlDialect(IdentifierProcessing identifiers) {
        super(identifiers);
    }

    @Override
    public Collection<Object> getConverters() {
        return UtcMoments.in(super.getConverters());
    }
}
