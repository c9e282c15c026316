package dev.connections.test;

import dev.connections.sql.SqlConnection;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
class Owners {

    private final SqlConnection petDb;

    Owners(SqlConnection petDb) {
        this.petDb = petDb;
    }

    List<String> names() {
        return petDb.query("select name from owners order by name", String.class);
    }
}
