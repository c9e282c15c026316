package dev.connections.sql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlEffectsTests {

    private static SqlEffects effects(SqlGrammar grammar, String sql) {
        return SqlEffects.of(sql, grammar);
    }

    @ParameterizedTest
    @EnumSource
    void queriesRead(SqlGrammar grammar) {
        for (String sql : List.of(
                "select 1",
                "SELECT * FROM pets WHERE name = :name",
                "  -- insert into pets\n select /* delete */ 1 ; ",
                "(select 1) union (select 2)",
                "with a as (select 1) select * from a",
                "select replace(name, 'a', 'b'), insert(name, 1, 2, 'x'), truncate(1.5, 0) from pets",
                "select 'insert into pets values (1)' as update_text, deleted, updated_at, t.update from pets t",
                "select '" + "x".repeat(100_000) + "'",
                "values (1), (2)",
                "table pets",
                "show tables",
                "describe pets",
                "select max(id) from pets group by kind order by 1")) {
            assertThat(effects(grammar, sql).isRead()).as(sql).isTrue();
            assertThat(effects(grammar, sql).query()).as(sql).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesMayWrite(SqlGrammar grammar) {
        for (String sql : List.of(
                "insert into pets values (1)",
                "insert into pets values (1) returning id",
                "/* a */ -- b\n insert into pets values (1)",
                "update pets set name = 'a'",
                "delete from pets",
                "merge into pets using dual on (1 = 1) when matched then delete",
                "replace into pets values (1)",
                "with gone as (delete from pets returning *) select * from gone",
                "with a as (select 1) insert into pets select * from a",
                "select * into more from pets",
                "select * from pets for update",
                "select * from pets for no key update",
                "select * from pets for key share",
                "select * from pets for share",
                "select next value for numbers",
                "select nextval('numbers')",
                "select numbers.nextval from dual",
                "select * from final table (insert into pets values (1))",
                "call renumber()",
                "{call renumber(:a)}",
                "{? = call renumber(:a)}",
                "exec renumber",
                "execute renumber",
                "do $$ begin delete from pets; end $$",
                "begin delete from pets; end;",
                "declare n int; begin delete from pets; end;",
                "create table more (id int)",
                "drop table pets",
                "alter table pets add column n int",
                "truncate table pets",
                "copy pets from '/data/pets'",
                "grant select on pets to joe",
                "vacuum",
                "explain analyze delete from pets",
                "explain (analyze, buffers) insert into pets values (1)",
                "select 1; delete from pets",
                "select 1; -- \n select 2; drop table pets",
                "something unknown",
                ":statement",
                "'text'",
                "select 'unclosed",
                "select /* unclosed",
                "",
                "-- nothing")) {
            assertThat(effects(grammar, sql).mayWrite()).as(sql).isTrue();
            assertThat(effects(grammar, sql).isRead()).as(sql).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            POSTGRESQL | explain select 1
            POSTGRESQL | explain delete from pets
            POSTGRESQL | explain analyze select 1
            POSTGRESQL | select $$ ; delete from pets $$
            POSTGRESQL | select E'\\'; delete from pets; --'
            POSTGRESQL | select /* /* */ ; delete from pets */ 1
            POSTGRESQL | select set_config from settings
            MYSQL      | select 'it\\'s; delete from pets'
            MYSQL      | select 1 # ; delete from pets
            MYSQL      | select "; delete from pets"
            MYSQL      | select /*!40001 SQL_NO_CACHE */ * from pets
            MYSQL      | select last_insert_id()
            H2         | select $$; delete from pets$$ // ; delete
            DUCKDB     | from pets select name
            DUCKDB     | summarize pets
            DUCKDB     | select * replace (upper(name) as name) from pets
            DUCKDB     | pragma table_info('pets')
            SQLITE     | pragma table_info(pets)
            SQLITE     | pragma main.table_info(pets)
            SQLITE     | pragma foreign_keys
            SQLITE     | explain query plan delete from pets
            SQLITE     | select [a; delete] from pets
            SQLSERVER  | select [update] from [into]
            SQLSERVER  | select * from pets for json auto
            ORACLE     | select q'[it's; delete from pets]' from dual
            SNOWFLAKE  | select doc:update.into from pets // ; delete
            SNOWFLAKE  | select $$; delete$$, system$typeof(1)
            SNOWFLAKE  | list @stage
            SNOWFLAKE  | show tables ->> select "name" from $1
            POSTGRESQL | select "update", "setval" from pets
            POSTGRESQL | select pg_replication_origin_progress('a', true), lo_get(5)
            POSTGRESQL | select 1.5, .5, 1. from pets
            MYSQL      | select pg_create_me(1), @@version
            SQLSERVER  | select * from pets order by id offset 5 rows fetch next 5 rows only
            ORACLE     | select dbms_lob.getlength(doc), utl_raw.cast_to_varchar2(raw) from pets
            """)
    void reads(SqlGrammar grammar, String sql) {
        assertThat(effects(grammar, sql).isRead()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            MYSQL      | select 1 /*! into outfile '/data/a' */
            MYSQL      | /*!50000 insert into pets values (1) */
            MYSQL      | select 5--1; delete from pets
            MYSQL      | select * from pets lock in share mode
            MYSQL      | set global max_connections = 5
            MYSQL      | set password = 'a'
            MYSQL      | do sleep(1)
            H2         | select csvwrite('a', 'select 1')
            SQLITE     | pragma user_version = 5
            SQLITE     | pragma journal_mode(wal)
            SQLITE     | pragma optimize
            SQLITE     | select /* /* */ 1; delete from pets /* */
            SQLSERVER  | select 1 drop table pets
            SQLSERVER  | select * from pets with (updlock)
            SQLSERVER  | if exists (select 1) delete from pets
            ORACLE     | explain plan for select 1 from dual
            ORACLE     | with function f return number is begin delete from pets; end; select f from dual
            SNOWFLAKE  | select system$cancel_query('a')
            SNOWFLAKE  | put file:///data/a @stage
            POSTGRESQL | select setval('numbers', 5)
            POSTGRESQL | explain analyze create table more as select 1
            POSTGRESQL | select 'a\\'; delete from pets; --'
            POSTGRESQL | select "nextval"('numbers')
            POSTGRESQL | select "pg_catalog"."setval"('numbers', 5)
            POSTGRESQL | select pg_catalog . setval ('numbers', 5)
            POSTGRESQL | select {fn setval('numbers', 5)}
            POSTGRESQL | select 1. into more from pets
            POSTGRESQL | select * from dblink('other', 'delete from pets returning id') as gone (id int)
            POSTGRESQL | select pg_logical_slot_get_binary_changes('slot', null, null)
            POSTGRESQL | select pg_stat_reset_single_function_counters(5)
            POSTGRESQL | select lo_truncate(lo_open(5, 131072), 0)
            POSTGRESQL | copy (delete from pets returning *) to stdout
            POSTGRESQL | copy pets to program 'cat > /data/pets'
            POSTGRESQL | table pets; lock pets
            POSTGRESQL | explain (costs off, analyze) execute renumber
            MYSQL      | table pets into outfile '/data/pets'
            MYSQL      | analyze delete from pets
            MYSQL      | desc pets; handler pets open
            MYSQL      | select setval(numbers, 5)
            MYSQL      | select next value for numbers
            MYSQL      | select spider_direct_sql('delete from pets', 'a', 'b')
            SQLITE     | pragma "wal_checkpoint"
            SQLITE     | vacuum into 'copy.db'
            DUCKDB     | from postgres_execute('other', 'delete from pets')
            DUCKDB     | export database 'copy'
            DUCKDB     | copy pets to 'pets.csv'
            DUCKDB     | select a: nextval('numbers')
            H2         | select abort_session(5)
            H2         | script to 'pets.sql'
            SQLSERVER  | select 1 begin tran
            SQLSERVER  | select * from pets commit
            SQLSERVER  | select 1 set nocount on
            ORACLE     | select dbms_pipe.receive_message('a') from dual
            ORACLE     | select sys.utl_http.request('http://example.org') from dual
            """)
    void writes(SqlGrammar grammar, String sql) {
        assertThat(effects(grammar, sql).mayWrite()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            POSTGRESQL | set search_path = other
            POSTGRESQL | set session work_mem = '1MB'
            POSTGRESQL | /* a */ set role joe
            POSTGRESQL | reset all
            POSTGRESQL | discard temp
            POSTGRESQL | select set_config('search_path', 'other', false)
            POSTGRESQL | select pg_catalog.set_config('search_path', 'other', :local)
            POSTGRESQL | select 1; set role joe
            POSTGRESQL | select pg_advisory_lock(5)
            POSTGRESQL | create temp table t (n int)
            POSTGRESQL | select * into temporary t from pets
            POSTGRESQL | begin
            POSTGRESQL | start transaction; select 1
            POSTGRESQL | prepare p as select 1
            POSTGRESQL | listen channel
            POSTGRESQL | do $$ begin set role joe; end $$
            POSTGRESQL | do $$ begin perform set_config('role', 'joe', false); end $$
            POSTGRESQL | with a as (update pg_settings set setting = 'b' where name = 'role') select 1
            MYSQL      | use other
            MYSQL      | set names utf8mb4
            MYSQL      | set local sql_mode = ''
            MYSQL      | set transaction isolation level serializable
            MYSQL      | /*!40101 SET NAMES utf8 */
            MYSQL      | select @n := 1
            MYSQL      | select 1 into @n
            MYSQL      | select get_lock('a', 1)
            MYSQL      | lock tables pets write
            MYSQL      | create temporary table t (n int)
            MYSQL      | select last_insert_id(5)
            ORACLE     | alter session set nls_date_format = 'YYYY'
            ORACLE     | begin execute immediate 'alter session set current_schema = other'; end;
            ORACLE     | begin dbms_session.set_role('joe'); end;
            SQLSERVER  | use other
            SQLSERVER  | set nocount on
            SQLSERVER  | exec('use other')
            SQLSERVER  | select * into #t from pets
            SQLSERVER  | begin tran
            SNOWFLAKE  | use warehouse big
            SNOWFLAKE  | alter session set timezone = 'UTC'
            SNOWFLAKE  | set v = 5
            SNOWFLAKE  | create or replace transient schema other
            H2         | set schema other
            DUCKDB     | use other
            SQLITE     | attach 'a.db' as a
            SQLITE     | pragma foreign_keys = on
            SQLITE     | savepoint a
            SQLITE     | create table temp.t (n int)
            POSTGRESQL | select "set_config"('search_path', 'other', false)
            POSTGRESQL | select pg_catalog."pg_advisory_lock"(5)
            POSTGRESQL | declare c scroll cursor with hold for select 1
            POSTGRESQL | create table pg_temp.t (n int)
            POSTGRESQL | create table if not exists pg_temp.t (n int)
            POSTGRESQL | select pg_replication_origin_session_setup('a')
            MYSQL      | flush tables with read lock
            MYSQL      | flush tables pets for export
            MYSQL      | backup stage start
            MYSQL      | drop database other
            MYSQL      | call renumber(@a)
            MYSQL      | get diagnostics @n = number
            MYSQL      | load data infile 'a' into table pets (name, @b)
            MYSQL      | lock instance for backup
            H2         | select set(@n, 5)
            SNOWFLAKE  | drop schema other
            SQLSERVER  | select 1 use other
            SQLSERVER  | select 1 set language german
            SQLSERVER  | update pets set name = 'a' set rowcount 5
            SQLSERVER  | execute as user = 'joe'
            SQLSERVER  | select 1 exec as login = 'joe'
            SQLSERVER  | select 1 begin tran
            SQLSERVER  | open symmetric key k decryption by certificate c
            SQLSERVER  | dbcc traceon (1222)
            """)
    void changesTheSession(SqlGrammar grammar, String sql) {
        assertThat(effects(grammar, sql).changesSession()).isTrue();
        assertThat(effects(grammar, sql).isRead()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            POSTGRESQL | set local search_path = other
            POSTGRESQL | set transaction read only
            POSTGRESQL | set constraints all deferred
            POSTGRESQL | select set_config('search_path', 'other', true)
            POSTGRESQL | select pg_advisory_xact_lock(5)
            POSTGRESQL | create temp table t (n int) on commit drop
            POSTGRESQL | begin; insert into pets values (1); commit
            POSTGRESQL | update pets set name = 'set role joe'
            POSTGRESQL | insert into sets (use, "set") values (1, 2)
            POSTGRESQL | create table t (temp int, use int)
            MYSQL      | update pets set name = 'a'
            MYSQL      | call renumber()
            ORACLE     | create global temporary table t (n int)
            ORACLE     | begin delete from pets; end;
            ORACLE     | set transaction read only
            SQLSERVER  | declare @n int; set @n = 5; select @n
            SQLSERVER  | begin delete from pets end
            SNOWFLAKE  | create table t (n int)
            SNOWFLAKE  | drop table t
            POSTGRESQL | drop schema other
            POSTGRESQL | declare c cursor for with hold as (select 1) select * from hold
            POSTGRESQL | create table t as select pg_temp.name from pets pg_temp
            MYSQL      | flush privileges
            MYSQL      | call renumber(@@session.sql_mode)
            MYSQL      | drop table pets
            SQLSERVER  | update pets set name = 'a', kind += 'b' where id = 5
            SQLSERVER  | begin tran delete from pets; commit
            SQLSERVER  | select * from pets option (use hint('FORCE_LEGACY_CARDINALITY_ESTIMATION'))
            H2         | update pets set (name, kind) = (select 1, 2)
            """)
    void leavesTheSession(SqlGrammar grammar, String sql) {
        assertThat(effects(grammar, sql).changesSession()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set transaction_read_only = off",
                "set \"transaction_read_only\" = off",
                "set session characteristics as transaction read write",
                "begin read write",
                "begin; set transaction read write; delete from pets",
                "select set_config('default_transaction_read_only', 'off', false)",
                "select set_config('transaction_' || 'read_only', 'off', false)",
                "select set_config(:name, 'off', false)",
                "select set_config(E'transaction\\x5fread_only', 'off', false)",
                "update pg_settings set setting = 'off' where name = 'transaction_read_only'",
                "do $$ begin set transaction_read_only = off; end $$",
                "do $$ begin execute 'set transaction_read_only = off'; end $$",
                "reset all",
                "discard all"
            })
    void endsReadOnly(String sql) {
        assertThat(effects(SqlGrammar.POSTGRESQL, sql).endsReadOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'read write', \"read write\", name /* read write */ from pets",
                "select set_config('role', 'transaction_read_only', false)",
                "begin read only",
                "set search_path = other",
                "show transaction_read_only"
            })
    void staysReadOnly(String sql) {
        assertThat(effects(SqlGrammar.POSTGRESQL, sql).endsReadOnly()).isFalse();
    }

    @Test
    void aSingleQueryIsOne() {
        assertThat(effects(SqlGrammar.H2, "select 1; select 2").query()).isFalse();
        assertThat(effects(SqlGrammar.H2, "set schema other").query()).isFalse();
        assertThat(effects(SqlGrammar.H2, "select 1;").query()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table kept as select * from $1",
                "drop table pets",
                "call feed()",
                "truncate table pets",
                "alter table pets add age int",
                "insert into pets select * from $1",
                "execute immediate $$delete from pets$$"
            })
    void statementsBehindTheFlowOperatorOfSnowflakeCount(String sql) {
        assertThat(effects(SqlGrammar.SNOWFLAKE, "show tables ->> " + sql).mayWrite())
                .isTrue();
        assertThat(effects(SqlGrammar.SNOWFLAKE, "show tables ->> select 1 ->> " + sql + " ->> select 1")
                        .mayWrite())
                .isTrue();
        assertThat(effects(SqlGrammar.SNOWFLAKE, "show tables ->> select 1").query())
                .isTrue();
        assertThat(effects(SqlGrammar.SNOWFLAKE, "select 1; show tables ->> select 1")
                        .query())
                .isFalse();
    }

    @Test
    void packagesOfOracleMayWriteInQuotesToo() {
        for (String call : List.of("\"DBMS_PIPE\".send_message('x')", "\"SYS\".\"DBMS_PIPE\".\"SEND_MESSAGE\"('x')")) {
            assertThat(effects(SqlGrammar.ORACLE, "select " + call + " from dual")
                            .mayWrite())
                    .as(call)
                    .isTrue();
        }
        assertThat(effects(SqlGrammar.ORACLE, "select \"DBMS_LOB\".getlength(a) from pets")
                        .isRead())
                .isTrue();
    }

    @Test
    void aProcedureThatASnowflakeStatementDeclaresMayWrite() {
        String sql = "with p as procedure () returns int language sql as $$ begin delete from pets; end $$ call p()";
        assertThat(effects(SqlGrammar.SNOWFLAKE, sql).mayWrite()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            SNOWFLAKE | show tables ->> use schema other
            SNOWFLAKE | show tables ->> create temp table x as select * from $1
            SNOWFLAKE | create volatile table x (a int)
            SNOWFLAKE | create global temporary table x (a int)
            SQLSERVER | create table [#x] (a int)
            SQLSERVER | create table "#x" (a int)
            SQLSERVER | select 1 a into [#x]
            SQLSERVER | select 1 a into tempdb..#x
            SQLSERVER | create table tempdb.dbo.[#x] (a int)
            SQLSERVER | create or alter procedure #p as select 1
            SQLSERVER | create proc #p as select 1
            SQLITE    | create table "temp".x (a)
            SQLITE    | create table [temp].x (a)
            SQLITE    | create view `temp`.v as select 1
            DUCKDB    | create table "temp".x (a int)
            POSTGRESQL | select set_limit(0.5)
            POSTGRESQL | create table "pg_temp".x (a int)
            MYSQL     | begin not atomic set sql_mode = ''; end
            ORACLE    | begin execute immediate q'[alter session set a = b]'; end;
            ORACLE    | begin execute immediate NQ'!set role a!'; end;
            ORACLE    | begin "SYS"."DBMS_SESSION".set_role('x'); end;
            """)
    void theSessionIsChangedInEachSpelling(SqlGrammar grammar, String sql) {
        assertThat(effects(grammar, sql).changesSession()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            SQLSERVER | select * from tempdb..#x
            SQLSERVER | insert into pets select [#x] from [#y]
            SQLSERVER | create table ##shared (a int)
            SQLITE    | create table pets (a, "temp" text)
            SNOWFLAKE | create table pets (a int, volatile int)
            H2        | create global temporary table x (a int)
            """)
    void theSessionIsLeftAloneInEachSpelling(SqlGrammar grammar, String sql) {
        assertThat(effects(grammar, sql).changesSession()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aQuoteThatDoesNotEndHarmsNothing(SqlGrammar grammar) {
        for (String quote : List.of("\"", "`", "[", "'", "$$")) {
            for (String begin : List.of("create table ", "select 1 into ", "create temp.", "call ", "")) {
                assertThatCode(() -> effects(grammar, begin + quote)).doesNotThrowAnyException();
                assertThatCode(() -> effects(grammar, begin + quote + quote)).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            SQLSERVER  | select 1 receive top (1) * from dbo.inbox
            SQLSERVER  | select 1 send on conversation @handle ('x')
            SQLSERVER  | select 1 end conversation @handle
            SQLSERVER  | select 1 enable trigger audit on pets
            POSTGRESQL | select * from dblink_fetch('pets', 10) as p (id int)
            POSTGRESQL | select * from dblink_get_result('other') as p (id int)
            DUCKDB     | select write_log('x')
            SQLITE     | select fts3_tokenizer('simple', x'00')
            """)
    void whatAServerWouldDoTwiceMayWrite(SqlGrammar grammar, String sql) {
        assertThat(effects(grammar, sql).mayWrite()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            POSTGRESQL | select dblink_open('pets', 'select 1')
            ORACLE     | begin dbms_flashback.enable_at_time(systimestamp); end;
            ORACLE     | begin dbms_output.enable(1000); end;
            ORACLE     | call dbms_monitor.session_trace_enable()
            SQLSERVER  | exec sp_prepare @handle output, null, N'select 1'
            """)
    void theSessionKeepsWhatIsOpenedInIt(SqlGrammar grammar, String sql) {
        assertThat(effects(grammar, sql).changesSession()).isTrue();
    }

    @Test
    void theStateOfAFlashbackIsRead() {
        assertThat(effects(SqlGrammar.ORACLE, "select dbms_flashback.get_system_change_number from dual")
                        .isRead())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            POSTGRESQL | insert into pets values (1)                                  | true
            POSTGRESQL | insert into pets values (1); -- and no more                  | true
            POSTGRESQL | with gone as (delete from pets returning *) select * from gone | true
            POSTGRESQL | create table more (id int)                                   | true
            POSTGRESQL | (select 1)                                                   | true
            POSTGRESQL | insert into pets values (1); insert into pets values (2)     | false
            POSTGRESQL | call renumber()                                              | false
            POSTGRESQL | {call renumber(1)}                                           | false
            POSTGRESQL | {? = call renumber(1)}                                       | false
            POSTGRESQL | do 'begin delete from pets; commit; end'                     | false
            POSTGRESQL | execute renaming(1)                                          | false
            POSTGRESQL | something unknown                                            | true
            MYSQL      | replace into pets values (1)                                 | true
            MYSQL      | create procedure p() begin delete from pets; end             | false
            ORACLE     | begin delete from pets; commit; end;                         | false
            SQLSERVER  | insert into pets values (1)                                  | true
            SQLSERVER  | insert into pets values (1) insert into pets values (2)      | false
            SQLSERVER  | insert into pets exec all_pets                               | false
            """)
    void tellsASingleStatementFromSeveral(SqlGrammar grammar, String sql, boolean single) {
        assertThat(effects(grammar, sql).single()).isEqualTo(single);
    }
}
