package dev.connections.sql.text;

/** The kinds of token that {@link SqlTokenizer} finds. */
enum TokenKind {

    /** White space. */
    SPACE,

    /** A comment, without effect. */
    COMMENT,

    /** A comment whose content MySQL and MariaDB execute, depending on their version. */
    EXECUTABLE_COMMENT,

    /** A keyword or an unquoted name. */
    WORD,

    /** A quoted name. */
    QUOTED,

    /** A string literal, with a prefix that changes how it is read. */
    TEXT,

    NUMBER,

    /** A named parameter. */
    PARAMETER,

    /** A question mark: a positional parameter, or an operator of PostgreSQL. */
    QUESTION_MARK,

    /** {@code \:}, a colon that is no parameter. */
    ESCAPED_COLON,

    /** One or two other characters. */
    SYMBOL,

    /** A literal, quoted name or comment without an end. It extends to the end of the text. */
    UNCLOSED;

    boolean isSignificant() {
        return this != SPACE && this != COMMENT;
    }
}
