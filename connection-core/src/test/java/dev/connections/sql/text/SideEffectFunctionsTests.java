package dev.connections.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The server's own catalogue says which of its functions may change something. */
@RequiresServer
class SideEffectFunctionsTests {

    /** Volatile functions that can be called twice: they read, wait, or act inside a transaction only. */
    private static final Pattern REPEATABLE = Pattern.compile(
            """
            (current_query|currtid2|currval|lastval|clock_timestamp|timeofday|random|random_normal|gen_random_uuid\
            |uuidv4|uuidv7|array_sample|array_shuffle|bernoulli|system|txid_status|ts_rewrite|ts_stat|amvalidate\
            |(cursor|query)_to_xml.*|lo_(close|get|lseek|lseek64|open|tell|tell64)|loread|pg_sleep.*|pg_read_.*\
            |pg_ls_.*|pg_get_.*|pg_control_.*|pg_current_.*|pg_last_.*|pg_is_.*|pg_show_.*|pg_xact_.*|pg_partition_.*\
            |pg_(database|indexes|relation|table|tablespace|total_relation)_size|pg_.*collation_actual_version\
            |pg_stat_(file|have_stats|get_.*|clear_snapshot|force_next_flush)|pg_(hba_file_rules|ident_file_mappings)\
            |pg_available_wal_summaries|pg_wal_summary_contents|pg_blocking_pids|pg_safe_snapshot_blocking_pids\
            |pg_isolation_test_session_is_blocked|pg_jit_available|pg_lock_status|pg_prepared_xact\
            |pg_notification_queue_usage|pg_sequence_last_value|pg_replication_origin_.*progress\
            |pg_replication_origin_session_is_setup|pg_(try_)?advisory_xact_lock.*|pg_terminate_backend)""");

    @Test
    void volatileFunctionsOfPostgresAreKnown() throws Exception {
        List<String> unknown = new ArrayList<>();
        for (String function : volatileFunctions()) {
            boolean read = SqlEffects.of("select " + function + "(1)", SqlGrammar.POSTGRESQL)
                    .isRead();
            boolean quotedRead = SqlEffects.of("select \"" + function + "\"(1)", SqlGrammar.POSTGRESQL)
                    .isRead();
            boolean repeatable = REPEATABLE.matcher(function).matches();
            if (read != repeatable || quotedRead != repeatable) {
                unknown.add(function);
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static List<String> volatileFunctions() throws SQLException {
        TestDatabase database = TestDatabases.postgres();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct proname from pg_proc where provolatile = 'v'"
                        + " and pronamespace = 'pg_catalog'::regnamespace"
                        + " and prorettype not in ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype)"
                        + " and proname !~ '_handler$|handler$|^plpgsql_' order by 1")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
