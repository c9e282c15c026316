package dev.connections.sql.text;

import java.util.Set;

/** Built-in functions with side effects, which would happen twice if a query is executed twice. */
final class SideEffectFunctions {

    private static final Set<String> NAMES = Words.of(
            """
            setval pg_notify pg_cancel_backend pg_promote pg_reload_conf pg_rotate_logfile pg_nextoid
            pg_extension_config_dump pg_export_snapshot pg_stop_making_pinned_objects gin_clean_pending_list lo_creat
            lo_create lo_export lo_from_bytea lo_import lo_put lo_truncate lo_truncate64 lo_unlink lowrite dblink
            dblink_exec dblink_send_query dblink_open dblink_fetch dblink_get_result dblink_close write_log
            fts3_tokenizer csvwrite file_write link_schema abort_session cancel_session load_extension writefile
            postgres_execute mysql_execute openquery openrowset
            """);

    /** Families of functions of PostgreSQL. */
    private static final Set<String> POSTGRESQL_PREFIXES = Words.of(
            """
            brin_desummarize_ brin_summarize_ binary_upgrade_ pg_backup_ pg_clear_ pg_copy_ pg_create_ pg_drop_
            pg_file_ pg_import_ pg_log pg_replication_ pg_restore_ pg_stat_reset pg_stat_statements_reset pg_start_
            pg_stop_ pg_switch_ pg_sync_ pg_wal_replay_
            """);

    private static final Set<String> MYSQL_PREFIXES =
            Set.of("asynchronous_connection_failover_", "group_replication_", "spider_");

    private static final Set<String> READING = Set.of(
            "pg_replication_origin_progress",
            "pg_replication_origin_session_is_setup",
            "pg_replication_origin_session_progress");

    private static final Set<String> OF_SESSION = Words.of(
            """
            get_lock release_lock release_all_locks pg_advisory_lock pg_advisory_lock_shared pg_try_advisory_lock
            pg_try_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_shared pg_advisory_unlock_all
            pg_backup_start pg_start_backup pg_replication_origin_session_setup pg_replication_origin_session_reset
            setseed set_limit dblink_connect dblink_connect_u dblink_open dblink_disconnect enable_at_time
            enable_at_system_change_number
            """);

    /** Packages of Oracle whose functions change nothing. Those of other packages are not known. */
    private static final Set<String> READING_PACKAGES = Words.of(
            """
            dbms_crypto dbms_flashback dbms_lob dbms_metadata dbms_random dbms_rowid dbms_utility dbms_xmlgen
            dbms_xplan utl_encode utl_i18n utl_inaddr utl_match utl_raw utl_url
            """);

    private SideEffectFunctions() {}

    /** Returns whether a function of that name, in lower case, changes something. */
    static boolean contains(String name, SqlGrammar grammar) {
        return NAMES.contains(name)
                || switch (grammar) {
                    case POSTGRESQL, OTHER -> beginsWithAny(name, POSTGRESQL_PREFIXES) && !READING.contains(name);
                    case MYSQL -> beginsWithAny(name, MYSQL_PREFIXES);
                    case SNOWFLAKE -> isOfSnowflake(name);
                    default -> false;
                };
    }

    private static boolean beginsWithAny(String name, Set<String> prefixes) {
        // most names have no underscore
        return name.indexOf('_') > 0 && prefixes.stream().anyMatch(name::startsWith);
    }

    private static boolean isOfSnowflake(String name) {
        return name.startsWith("system$")
                && !name.startsWith("system$get")
                && !name.startsWith("system$clustering")
                && !name.equals("system$typeof");
    }

    /** Returns whether a function of that name changes the session. */
    static boolean ofSession(String name) {
        return OF_SESSION.contains(name);
    }

    /** Returns whether a package of that name, of Oracle itself, may change something. */
    static boolean inPackage(String name, SqlGrammar grammar) {
        return grammar == SqlGrammar.ORACLE
                && (name.startsWith("dbms_") || name.startsWith("utl_"))
                && !READING_PACKAGES.contains(name);
    }
}
