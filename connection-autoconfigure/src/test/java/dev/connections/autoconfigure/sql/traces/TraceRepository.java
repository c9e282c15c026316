package dev.connections.autoconfigure.sql.traces;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

public interface TraceRepository extends Repository<Trace, Integer> {

    @Modifying
    @Query("create table trace (id int)")
    void leave();
}
