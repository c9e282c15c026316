package dev.connections.sql.text;

/**
 * What a statement may do, as far as its text tells. What is not recognised may write. What functions and procedures do is
 * known only of a few of the database's own. Immutable.
 *
 * @param mayWrite whether it may change something at the server, or lock rows; such a statement is neither retried nor cached
 * @param changesSession whether it changes the session beyond its transaction, such as {@code use}, {@code set} (but not
 *     {@code set local}), {@code alter session}, {@code set_config(…)}, session locks and temporary tables
 * @param endsReadOnly whether it may end the read-only mode of the session
 * @param query whether it is a single statement that only reads
 * @param single whether it is a single statement, and no block or call that may hold others: if it fails, no part of it is done
 */
public record SqlEffects(
        boolean mayWrite, boolean changesSession, boolean endsReadOnly, boolean query, boolean single) {

    /** Reads a text of one or several statements. Never fails. */
    public static SqlEffects of(String sql, SqlGrammar grammar) {
        return SqlEffectsParser.read(sql, grammar);
    }

    /** Whether it only reads, so that it can be retried and cached. */
    public boolean isRead() {
        return !mayWrite && !changesSession;
    }
}
