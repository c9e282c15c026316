package dev.connections.sql.text;

/**
 * The effects of a statement, as far as its text shows. A statement that is not recognized may write. Of functions and
 * procedures only some built-in ones are known. Immutable.
 *
 * @param mayWrite whether it may change something at the server, or lock rows; such a statement is neither retried nor
 *     cached
 * @param changesSession whether it changes the session beyond its transaction, such as {@code use}, {@code set} (but
 *     not {@code set local}), {@code alter session}, {@code set_config(…)}, session locks and temporary tables
 * @param endsReadOnly whether it may end the read-only mode of the session
 * @param query whether it is a single statement that only reads
 * @param single whether it is a single statement, and no block or call that may hold others: if it fails, no part of
 *     it is done
 */
public record SqlEffects(
        boolean mayWrite, boolean changesSession, boolean endsReadOnly, boolean query, boolean single) {

    /** Reads a text of one or several statements. Never fails. */
    public static SqlEffects of(String sql, SqlGrammar grammar) {
        return SqlEffectsParser.read(sql, grammar);
    }

    /** Returns whether it only reads, so that it can be retried and cached. */
    public boolean isRead() {
        return !mayWrite && !changesSession;
    }
}
