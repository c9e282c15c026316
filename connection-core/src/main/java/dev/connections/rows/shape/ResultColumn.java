package dev.connections.rows.shape;

/**
 * One column of a {@link ResultShape}.
 *
 * @param label its name, as users see it
 * @param kind what its values are
 * @param mixed whether single values may be of another kind
 */
public record ResultColumn(String label, ColumnKind kind, boolean mixed) {

    /** Returns the same column under another name. */
    public ResultColumn labelled(String newLabel) {
        return newLabel.equals(label) ? this : new ResultColumn(newLabel, kind, mixed);
    }
}
