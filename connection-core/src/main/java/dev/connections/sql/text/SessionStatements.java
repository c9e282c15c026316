package dev.connections.sql.text;

import java.util.Set;

/** Recognizes statements that change the session in one dialect only, or in some of their forms. Immutable. */
final class SessionStatements {

    private final SignificantTokens tokens;

    private final SqlGrammar grammar;

    SessionStatements(SignificantTokens tokens, SqlGrammar grammar) {
        this.tokens = tokens;
        this.grammar = grammar;
    }

    /** Returns whether a statement that begins with that word changes the session. */
    boolean isChangedBy(String head, int at, int to) {
        return switch (head) {
            // global locks that the session holds
            case "lock", "backup" -> grammar == SqlGrammar.MYSQL;
            case "flush" -> tokens.containAny(Set.of("lock", "export"), at, to);
            // the current one may be among them
            case "drop" ->
                (grammar == SqlGrammar.MYSQL || grammar == SqlGrammar.SNOWFLAKE)
                        && Set.of("database", "schema").contains(tokens.word(at + 1));
            case "create" -> (grammar == SqlGrammar.SNOWFLAKE && namesSchema(at, to)) || namesTemporarySchema(at, to);
            // a transaction begins with it
            case "savepoint" -> grammar == SqlGrammar.SQLITE;
            case "declare" -> holdsCursor(at, to);
            // other sessions would read with its user or key
            case "execute", "exec" -> tokens.isWord(at + 1, "as");
            case "open" -> grammar == SqlGrammar.SQLSERVER;
            // their results may be user variables
            case "call", "load", "get" -> grammar == SqlGrammar.MYSQL && assignsVariable(at, to);
            default -> false;
        };
    }

    /** It becomes the current one. */
    private boolean namesSchema(int at, int to) {
        return tokens.containAny(Set.of("schema", "database"), at, Math.min(at + 5, to));
    }

    private boolean namesTemporarySchema(int at, int to) {
        for (int i = at; i < Math.min(at + 7, to) && !tokens.isWord(i, "as"); i++) {
            String name = tokens.name(i);
            boolean named = name.equals("pg_temp") || (grammar != SqlGrammar.POSTGRESQL && name.equals("temp"));
            if (named && tokens.isSymbol(i + 1, '.')) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsCursor(int at, int to) {
        for (int i = at + 1; i < Math.min(at + 8, to) && !tokens.isWord(i, "for"); i++) {
            if (tokens.isWord(i, "hold") && tokens.isWord(i - 1, "with")) {
                return true;
            }
        }
        return false;
    }

    private boolean assignsVariable(int at, int to) {
        for (int i = at + 1; i < to; i++) {
            if (tokens.isSymbol(i, '@') && !tokens.isSymbol(i - 1, '@') && !tokens.isSymbol(i + 1, '@')) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns a {@code set} that stands behind another statement of SQL Server, or H2's function {@code set(@name,
     * value)}.
     */
    boolean isChangedBySetAt(int i) {
        return switch (grammar) {
            case SQLSERVER ->
                tokens.kind(i + 1) == TokenKind.WORD
                        && !tokens.word(i + 1).startsWith("@")
                        && tokens.kind(i + 2) != TokenKind.SYMBOL;
            case H2 -> tokens.isSymbol(i + 1, '(') && tokens.isSymbol(i + 2, '@');
            default -> false;
        };
    }

    /**
     * Returns whether {@code use}, {@code execute as} or {@code begin tran} stands there, behind another statement of
     * SQL Server.
     */
    boolean isChangedBySqlServerAt(int i) {
        return switch (tokens.word(i)) {
            case "use" ->
                !tokens.isSymbol(i - 1, '(') && !Set.of("hint", "plan").contains(tokens.word(i + 1));
            case "as" -> Set.of("execute", "exec").contains(tokens.word(i - 1));
            default -> tokens.isWord(i - 1, "begin") && !isFirst(i - 1);
        };
    }

    private boolean isFirst(int i) {
        return tokens.kind(i - 1) == TokenKind.SPACE || tokens.isSymbol(i - 1, ';');
    }

    /** Returns whether the word makes the table temporary that is created. */
    boolean isTemporary(String word, int i, String head, int at) {
        if (grammar == SqlGrammar.SQLSERVER) {
            return word.startsWith("#")
                    && !word.startsWith("##")
                    && Set.of("table", "into", "procedure", "proc").contains(tokens.word(beginOfPath(i) - 1));
        }
        boolean volatileTable = grammar == SqlGrammar.SNOWFLAKE && word.equals("volatile");
        if (tokens.kind(i) != TokenKind.WORD || !(word.equals("temp") || word.equals("temporary") || volatileTable)) {
            return false;
        }
        String before = tokens.word(i - 1);
        boolean permanent = before.equals("global")
                && grammar != SqlGrammar.POSTGRESQL
                && grammar != SqlGrammar.SNOWFLAKE
                && !head.equals("declare");
        boolean created = (head.equals("create") && i - at <= 4 && !tokens.isSymbol(i - 1, '('))
                || head.equals("declare")
                || before.equals("into")
                || (before.equals("local") && tokens.isWord(i - 2, "into"));
        return created && !permanent;
    }

    /** Where a name begins that may have a database and a schema, as in {@code tempdb..#pets}. */
    private int beginOfPath(int i) {
        int begin = i;
        while (tokens.isSymbol(begin - 1, '.')) {
            begin -= tokens.isSymbol(begin - 2, '.') ? 1 : 2;
        }
        return begin;
    }

    boolean dropsOnCommit(int from, int to) {
        for (int i = from; i + 2 < to; i++) {
            if (tokens.isWord(i, "on") && tokens.isWord(i + 1, "commit") && tokens.isWord(i + 2, "drop")) {
                return true;
            }
        }
        return false;
    }
}
