package dev.connections.sql.text;

import java.util.Locale;
import java.util.Set;

/** Derives the effects of the statements in a text from their keywords. Not thread-safe. */
final class SqlEffectsParser {

    private static final Set<String> QUERIES =
            Set.of("select", "with", "values", "table", "show", "describe", "desc", "explain");

    private static final Set<String> DUCKDB_QUERIES = Set.of("from", "summarize", "pivot", "unpivot");

    private static final Set<String> SNOWFLAKE_QUERIES = Set.of("list", "ls");

    private static final Set<String> SESSION_STATEMENTS =
            Set.of("use", "reset", "discard", "unset", "listen", "unlisten");

    /** They may change more than the session. */
    private static final Set<String> OTHER_SESSION_STATEMENTS =
            Set.of("prepare", "deallocate", "attach", "detach", "unlock", "handler", "xa", "revert", "setuser", "dbcc");

    /** What contains other statements, also as text. */
    private static final Set<String> BLOCKS =
            Set.of("begin", "declare", "do", "execute", "exec", "prepare", "call", "if");

    /** The words of a block after which a statement begins. */
    private static final Set<String> BEFORE_STATEMENTS = Set.of("begin", "atomic", "then", "else", "loop");

    private static final Set<String> AFTER_BEGIN_OF_TRANSACTION = Words.of(
            """
            work tran transaction distributed deferred immediate exclusive concurrent name isolation read not
            """);

    private static final Set<String> CHANGES = Set.of("update", "delete", "merge", "into", "nextval");

    /** They change something unless they are called as functions. */
    private static final Set<String> CHANGES_OR_FUNCTIONS = Set.of("insert", "replace", "truncate");

    /** In SQL Server nothing need stand between two statements. */
    private static final Set<String> SQLSERVER_CHANGES = Words.of(
            """
            set exec execute drop create alter grant revoke deny backup restore kill shutdown dbcc waitfor bulk begin
            commit rollback save revert setuser reconfigure checkpoint declare open deallocate receive conversation
            trigger writetext updatetext updlock xlock tablockx holdlock
            """);

    /** What each changes something by itself, or may hold other statements. */
    private static final Set<String> SQLSERVER_STATEMENTS =
            Set.of("insert", "update", "delete", "merge", "truncate", "exec", "execute");

    /** Packages of Oracle and procedures of SQL Server. */
    private static final Set<String> SESSION_PROCEDURES = Words.of(
            """
            dbms_session dbms_application_info dbms_lock dbms_monitor dbms_output dbms_system dbms_trace sp_cursoropen
            sp_cursorprepare sp_prepare sp_setapprole sp_unsetapprole sp_set_session_context sp_getapplock
            sp_releaseapplock
            """);

    /** Pragmas that read, with a name in parentheses. */
    private static final Set<String> NAMED_PRAGMAS = Words.of(
            """
            table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list foreign_key_check
            integrity_check quick_check storage_info
            """);

    private static final Set<String> CHANGING_PRAGMAS =
            Set.of("optimize", "incremental_vacuum", "wal_checkpoint", "shrink_memory");

    private static final Set<String> DUCKDB_PRAGMAS = Words.of(
            """
            database_list database_size show_tables show_tables_expanded show_databases version collations functions
            platform user_agent metadata_info
            """);

    /** Statements that are explained: whether they are queries. */
    private static final Set<String> EXPLAINED_QUERIES = Set.of("select", "with", "values", "table", "from");

    private static final Set<String> EXPLAINED_CHANGES =
            Set.of("create", "execute", "call", "declare", "refresh", "do", "copy");

    private static final String FLOW = "->>";

    /** Longer calls are not looked at, so that the time stays linear. */
    private static final int MOST_TOKENS_OF_SET_CONFIG = 64;

    private final SqlGrammar grammar;

    private final SignificantTokens tokens;

    private final SessionStatements session;

    /** Whether the text is a literal of another one. */
    private final boolean literal;

    private boolean mayWrite;

    private boolean changesSession;

    private boolean endsReadOnly;

    private boolean allQueries = true;

    private boolean beginsTransaction;

    private boolean hasBlock;

    private int statements;

    private SqlEffectsParser(String sql, SqlGrammar grammar, boolean literal) {
        this.grammar = grammar;
        this.tokens = new SignificantTokens(sql, grammar);
        this.session = new SessionStatements(tokens, grammar);
        this.literal = literal;
    }

    static SqlEffects read(String sql, SqlGrammar grammar) {
        SqlEffectsParser reader = new SqlEffectsParser(sql, grammar, false);
        reader.readAll();
        boolean mayWrite = reader.mayWrite || reader.statements == 0;
        boolean query = reader.statements == 1 && reader.allQueries && !mayWrite && !reader.changesSession;
        boolean single = reader.statements == 1 && !reader.hasBlock;
        return new SqlEffects(mayWrite, reader.changesSession, reader.endsReadOnly, query, single);
    }

    private void readAll() {
        boolean block = BLOCKS.contains(tokens.word(head(0, tokens.size())));
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.isSymbol(i, ';')) {
                statement(from, i);
                from = i + 1;
            } else if (isFlow(i)) {
                statement(from, i);
                // with those behind it, it is a single one
                statements = Math.max(statements - 1, 0);
                from = i + FLOW.length();
            } else if (block && BEFORE_STATEMENTS.contains(tokens.word(i))) {
                statement(from, i + 1);
                from = i + 1;
            }
        }
        statement(from, tokens.size());
        changesSession |= beginsTransaction;
    }

    /** Snowflake's operator between statements, each of which reads the results of those before it. */
    private boolean isFlow(int i) {
        return grammar == SqlGrammar.SNOWFLAKE
                && tokens.isSymbol(i, FLOW.charAt(0))
                && tokens.isSymbol(i + 1, FLOW.charAt(1))
                && tokens.isSymbol(i + 2, FLOW.charAt(2));
    }

    /** Returns the first word of a statement, or its replacement. */
    private int head(int from, int to) {
        int head = from;
        while (head < to
                && (tokens.isSymbol(head, '(')
                        || tokens.isSymbol(head, '{')
                        || tokens.isSymbol(head, '=')
                        || tokens.kind(head) == TokenKind.QUESTION_MARK)) {
            head++;
        }
        return head;
    }

    private void statement(int from, int to) {
        int at = head(from, to);
        if (at == to) {
            return;
        }
        statements++;
        String head = tokens.word(at);
        if (isQuery(head)) {
            query(head, at, to);
        } else {
            allQueries = false;
            other(head, at, to);
        }
        boolean block = BLOCKS.contains(head);
        hasBlock |= block || tokens.kind(at) != TokenKind.WORD || holdsSeveral(at, to);
        boolean setting = head.equals("set") || head.equals("reset");
        boolean temporary = false;
        for (int i = at; i < to; i++) {
            switch (tokens.kind(i)) {
                case WORD -> {
                    String word = tokens.word(i);
                    anywhere(word, i, to);
                    endsReadOnly |= setting && namesReadOnly(word);
                    temporary |= session.isTemporary(word, i, head, at);
                }
                case QUOTED -> {
                    endsReadOnly |= setting && namesReadOnly(tokens.text(i));
                    quoted(tokens.quotedFunction(i), i, to);
                    temporary |= session.isTemporary(tokens.name(i), i, head, at);
                }
                case TEXT -> {
                    if (block && !literal) {
                        statementsIn(tokens.text(i));
                    }
                }
                case SYMBOL ->
                    // the assignment of a user variable
                    changesSession |=
                            grammar == SqlGrammar.MYSQL && tokens.text(i).equals(":=");
                case UNCLOSED -> {
                    mayWrite = true;
                    changesSession = true;
                }
                default -> {}
            }
        }
        changesSession |= temporary && !session.dropsOnCommit(at, to);
    }

    private boolean holdsSeveral(int at, int to) {
        int changes = 0;
        for (int i = at; grammar == SqlGrammar.SQLSERVER && i < to; i++) {
            changes += SQLSERVER_STATEMENTS.contains(tokens.word(i)) ? 1 : 0;
        }
        return changes > 1;
    }

    private boolean isQuery(String head) {
        return QUERIES.contains(head)
                || (grammar == SqlGrammar.DUCKDB && DUCKDB_QUERIES.contains(head))
                || (grammar == SqlGrammar.SNOWFLAKE && SNOWFLAKE_QUERIES.contains(head));
    }

    private void query(String head, int at, int to) {
        if (!head.equals("explain")) {
            mayWrite |= changesSomething(at + 1, to);
        } else if (grammar == SqlGrammar.ORACLE) {
            // keeps the plan in a table
            mayWrite = true;
        } else if (tokens.containAny(Set.of("analyze", "analyse"), at + 1, to)) {
            // runs the statement
            mayWrite |= changesSomething(at + 1, to)
                    || tokens.containAny(EXPLAINED_CHANGES, at + 1, to)
                    || !tokens.containAny(EXPLAINED_QUERIES, at + 1, to);
        }
    }

    private void quoted(String function, int i, int to) {
        if (function.equals("set_config")) {
            setConfig(i, to);
        }
        changesSession |= SideEffectFunctions.ofSession(function)
                || (tokens.isSymbol(i + 1, '.') && SESSION_PROCEDURES.contains(tokens.name(i)));
    }

    private void other(String head, int at, int to) {
        switch (head) {
            case "set" -> set(at, to);
            case "pragma" -> pragma(at, to);
            case "alter" -> {
                boolean session = tokens.isWord(at + 1, "session");
                changesSession |= session;
                mayWrite |= !session;
            }
            case "start" -> {
                mayWrite = true;
                beginsTransaction = tokens.isWord(at + 1, "transaction");
            }
            case "load" -> {
                mayWrite = true;
                changesSession |= grammar == SqlGrammar.POSTGRESQL || session.isChangedBy(head, at, to);
            }
            case "begin" -> {
                mayWrite = true;
                beginsTransaction = grammar != SqlGrammar.ORACLE
                        && (at + 1 >= tokens.size()
                                || tokens.isSymbol(at + 1, ';')
                                || AFTER_BEGIN_OF_TRANSACTION.contains(tokens.word(at + 1)));
            }
            case "commit", "rollback", "end", "abort" -> {
                mayWrite = true;
                beginsTransaction = false;
            }
            default -> {
                mayWrite |= !SESSION_STATEMENTS.contains(head);
                changesSession |= SESSION_STATEMENTS.contains(head)
                        || OTHER_SESSION_STATEMENTS.contains(head)
                        || session.isChangedBy(head, at, to);
            }
        }
    }

    private void set(int at, int to) {
        String what = tokens.word(at + 1);
        boolean postgres = grammar == SqlGrammar.POSTGRESQL || grammar == SqlGrammar.OTHER;
        boolean ofTransaction =
                switch (what) {
                    case "local" -> postgres;
                    case "transaction" -> postgres || grammar == SqlGrammar.ORACLE;
                    case "constraint", "constraints" -> true;
                    // a local variable of SQL Server
                    default -> grammar == SqlGrammar.SQLSERVER && what.startsWith("@");
                };
        changesSession |= !ofTransaction;
        mayWrite |= what.equals("global") || what.startsWith("persist") || what.equals("password");
        allQueries = false;
    }

    private void pragma(int at, int to) {
        int name = at + 1;
        if (tokens.isSymbol(name + 1, '.')) {
            // of an attached database
            name += 2;
        }
        String pragma = tokens.word(name);
        boolean reads = NAMED_PRAGMAS.contains(pragma)
                ? !tokens.isSymbol(name + 1, '=')
                : name + 1 >= to
                        && (grammar == SqlGrammar.DUCKDB
                                ? DUCKDB_PRAGMAS.contains(pragma)
                                : !pragma.isEmpty() && !CHANGING_PRAGMAS.contains(pragma));
        mayWrite |= !reads;
        changesSession |= !reads;
    }

    /** Returns whether there is something inside a query that changes rows, or locks them. */
    private boolean changesSomething(int from, int to) {
        for (int i = from; i < to; i++) {
            String word = tokens.word(i);
            if (word.isEmpty() ? isQuotedChange(i) : changes(word, i)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a name in quotes is a keyword nowhere, but may be that of a function. */
    private boolean isQuotedChange(int i) {
        String function = tokens.quotedFunction(i);
        return function.equals("nextval")
                || SideEffectFunctions.contains(function, grammar)
                || (tokens.isSymbol(i + 1, '.') && SideEffectFunctions.inPackage(tokens.name(i), grammar));
    }

    private boolean changes(String word, int i) {
        boolean call = tokens.isSymbol(i + 1, '(');
        if ((call && SideEffectFunctions.contains(word, grammar))
                || (tokens.isSymbol(i + 1, '.') && SideEffectFunctions.inPackage(word, grammar))) {
            return true;
        }
        boolean path = grammar.has(SqlGrammar.Feature.COLON_PATHS) && tokens.isSymbol(i - 1, ':');
        if (path || tokens.isSymbol(i - 1, '.')) {
            // the name of a column, or Oracle's way to take a number from a sequence
            return word.equals("nextval");
        }
        return switch (word) {
            case "share" -> tokens.isWord(i - 1, "for") || tokens.isWord(i - 1, "key");
            case "mode" -> tokens.isWord(i - 1, "share") && tokens.isWord(i - 2, "in");
            case "for" -> tokens.isWord(i - 1, "value") && tokens.isWord(i - 2, "next");
            case "table" -> call && Set.of("final", "new", "old").contains(tokens.word(i - 1));
            default ->
                CHANGES.contains(word)
                        || (CHANGES_OR_FUNCTIONS.contains(word) && !call)
                        || (grammar == SqlGrammar.SQLSERVER && SQLSERVER_CHANGES.contains(word))
                        // of a procedure that the statement itself declares
                        || (grammar == SqlGrammar.SNOWFLAKE && word.equals("call"));
        };
    }

    /** What changes the session, or ends its read-only mode, in whatever statement it is. */
    private void anywhere(String word, int i, int to) {
        boolean call = tokens.isSymbol(i + 1, '(');
        switch (word) {
            case "set_config" -> {
                if (call) {
                    setConfig(i, to);
                }
            }
            case "pg_settings" -> {
                // its update is a 'set'
                changesSession |= mayWrite;
                endsReadOnly |= mayWrite;
            }
            case "query_only" -> endsReadOnly = true;
            case "write" -> endsReadOnly |= tokens.isWord(i - 1, "read");
            case "characteristics" -> endsReadOnly |= tokens.isWord(i - 1, "session");
            case "all" -> endsReadOnly |= tokens.isWord(i - 1, "reset") || tokens.isWord(i - 1, "discard");
            case "into" ->
                // a user variable
                changesSession |= grammar == SqlGrammar.MYSQL && tokens.isSymbol(i + 1, '@');
            case "last_insert_id" -> changesSession |= call && !tokens.isSymbol(i + 2, ')');
            case "set" -> changesSession |= session.isChangedBySetAt(i);
            case "use", "as", "tran", "transaction" ->
                changesSession |= grammar == SqlGrammar.SQLSERVER && session.isChangedBySqlServerAt(i);
            default ->
                changesSession |= (call && SideEffectFunctions.ofSession(word)) || SESSION_PROCEDURES.contains(word);
        }
    }

    /** {@code set_config(name, value, is_local)}. */
    private void setConfig(int i, int to) {
        int longest = Math.min(to, i + MOST_TOKENS_OF_SET_CONFIG);
        int depth = 1;
        int end = i + 2;
        while (end < longest && depth > 0) {
            depth += tokens.isSymbol(end, '(') ? 1 : tokens.isSymbol(end, ')') ? -1 : 0;
            end++;
        }
        boolean local = depth == 0 && tokens.isWord(end - 2, "true") && tokens.isSymbol(end - 3, ',');
        changesSession |= !local;
        boolean plainName = tokens.kind(i + 2) == TokenKind.TEXT
                && tokens.text(i + 2).startsWith("'")
                && tokens.isSymbol(i + 3, ',');
        endsReadOnly |= !plainName || namesReadOnly(tokens.text(i + 2));
    }

    private static boolean namesReadOnly(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("transaction_read_only") || lower.contains("tx_read_only");
    }

    /** The text of a block, or one that is run by it. */
    private void statementsIn(String text) {
        int from = text.startsWith("$") ? text.indexOf('$', 1) + 1 : text.indexOf('\'') + 1;
        int to = text.startsWith("$") ? text.length() - from : text.length() - 1;
        if (grammar.has(SqlGrammar.Feature.QUOTE_DELIMITERS)
                && text.toLowerCase(Locale.ROOT).matches("n?q'(?s:.*)")) {
            // q'[…]'
            from++;
            to--;
        }
        if (from > 0 && from < to) {
            SqlEffectsParser inner = new SqlEffectsParser(text.substring(from, to), grammar, true);
            inner.readAll();
            changesSession |= inner.changesSession;
            endsReadOnly |= inner.endsReadOnly || namesReadOnly(text);
        }
    }
}
