package dev.connections.sql.data;

import java.util.Collection;
import org.springframework.data.jdbc.core.dialect.JdbcMariaDbDialect;
import org.springframework.data.relational.core.sql.IdentifierProcessing;

/** MariaDB for Spring Data JDBC, with sessions in UTC. Immutable and thread-safe. */
public final class UtcMariaDbDialect extends JdbcMariaDbDialect {

    /** @param identifiers how names are written */
    public UtcMariaDbDialect(IdentifierProcessing identifiers) {
        super(identifiers);
    }

    @Override
    public Collection<Object> getConverters() {
        return UtcMoments.in(super.getConverters());
    }
}
